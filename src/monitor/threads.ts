import { listNames, readText } from './read-text.ts';

const mostLines = 12;
/** Asking one costs some tens of microseconds, and a stuck service may have any number. */
const mostThreads = 2_000;

/** One thread as it stands: its name, what it does, and the place in the kernel where it sleeps, if that is told. */
interface ThreadState {
  readonly name: string;
  readonly doing: string;
  readonly where: string | null;
}

/** Letters of proc_pid_stat(5), the most telling first. */
const doings: Readonly<Record<string, string>> = {
  R: 'running',
  D: 'blocked',
  T: 'stopped',
  t: 'held by a debugger',
  Z: 'ended',
  S: 'asleep',
  I: 'idle',
};

/** The system calls that wait, where the kernel keeps its own places to itself. */
const calls: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  x64: {
    0: 'read',
    7: 'poll',
    23: 'select',
    35: 'nanosleep',
    43: 'accept',
    61: 'wait4',
    202: 'futex',
    230: 'clock_nanosleep',
    232: 'epoll_wait',
    270: 'pselect',
    271: 'ppoll',
    281: 'epoll_pwait',
    288: 'accept4',
  },
  arm64: {
    22: 'epoll_pwait',
    63: 'read',
    72: 'pselect',
    73: 'ppoll',
    98: 'futex',
    101: 'nanosleep',
    115: 'clock_nanosleep',
    202: 'accept',
    242: 'accept4',
    260: 'wait4',
  },
};

/** What the threads of some processes do now, like ones together, those that run first: `4 × libuv-worker asleep in futex_do_wait`. */
export function tellThreads(pids: readonly number[]): readonly string[] {
  const folders = pids.flatMap((pid) => (listNames(`/proc/${pid}/task`) ?? []).map((tid) => `/proc/${pid}/task/${tid}`));
  return groupThreads(folders.slice(0, mostThreads).flatMap((folder) => readThread(folder) ?? []));
}

/** At most a dozen lines. */
function groupThreads(threads: readonly ThreadState[]): readonly string[] {
  const counts = new Map<string, number>();
  const order = Object.values(doings);
  const sorted = threads.toSorted((one, other) => order.indexOf(one.doing) - order.indexOf(other.doing));
  for (const { name, doing, where } of sorted) {
    const line = `× ${name} ${doing}${where === null ? '' : ` in ${where}`}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const lines = [...counts].map(([line, count]) => `${count} ${line}`);
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} more kinds`];
}

/** Null when it has ended, or is hidden from us. */
function readThread(folder: string): ThreadState | null {
  const stat = readText(`${folder}/stat`);
  if (stat === null) return null;
  // The name may hold anything, parentheses too.
  const [from, to] = [stat.indexOf('('), stat.lastIndexOf(')')];
  const state = stat.charAt(to + 2);
  const doing = doings[state];
  if (from === -1 || to < from || doing === undefined) return null;
  // A thread chooses its name itself.
  const name = stat.slice(from + 1, to).replaceAll(/[^\x21-\x7E]+/g, '_') || 'unnamed';
  return { name, doing, where: state === 'S' || state === 'D' ? readPlace(folder) : null };
}

function readPlace(folder: string): string | null {
  const place = /^[a-z_]\w*/i.exec(readText(`${folder}/wchan`) ?? '')?.[0];
  if (place !== undefined) return place;
  const call = readText(`${folder}/syscall`)?.split(' ')[0] ?? '';
  return calls[process.arch]?.[call] ?? null;
}
