import { readFileSync, readdirSync } from 'node:fs';
import type { World } from '../../world.ts';
import { eachProcess } from './each-process.ts';
import { applied, notPermitted, type Applied, type NotPermitted } from './pressed.ts';
import { runTool } from './tool.ts';

/** A resource that the kernel limits for each process. */
interface Resource {
  /** As `prlimit` calls it. */
  readonly option: '--nofile' | '--data';
  /** As /proc/PID/limits calls it. */
  readonly line: RegExp;
  /** The limit that a process is to have; null where it cannot be seen what that is. */
  readonly limitOf: (pid: number) => number | null;
}

/** Limits the descriptors of each process: `count` in all, or so many more than it holds now. */
export function limitDescriptors(
  count: number,
  beyond: 'none' | 'held',
  pids: () => readonly number[],
  world: World,
): Promise<Applied | NotPermitted> {
  const limitOf = (pid: number): number | null => {
    if (beyond === 'none') return count;
    const open = listDescriptors(pid);
    return open === null ? null : descriptorLimit(open, count);
  };
  const how = beyond === 'none' ? `at most ${count} descriptors for each process` : `at most ${count} more descriptors for each process`;
  return limit({ option: '--nofile', line: /^Max open files\s+(\S+)/m, limitOf }, how, pids, world);
}

/**
 * Limits the private memory that each process can write to, by what it has of it now. Not its address space, of which runtimes set
 * aside a multiple of what they will ever use.
 */
export function limitMemory(moreBytes: number, pids: () => readonly number[], world: World): Promise<Applied | NotPermitted> {
  const limitOf = (pid: number): number | null => {
    const data = /^VmData:\s*(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1];
    return data === undefined ? null : Number(data) * 1_024 + moreBytes;
  };
  return limit({ option: '--data', line: /^Max data size\s+(\S+)/m, limitOf }, 'a limit on the data of each process', pids, world);
}

/**
 * The kernel bounds the highest descriptor, not how many there are: the lowest bound under which so many are free. What is open above it
 * stays open.
 */
export function descriptorLimit(open: ReadonlySet<number>, free: number): number {
  let bound = 0;
  for (let left = free; left > 0; bound++) if (!open.has(bound)) left -= 1;
  return bound;
}

/** Not the word: that a soft limit may be called so beside a hard one is not known to every version of the tool. */
const unlimited = '18446744073709551615';

/** Only the soft limit is changed: who lowers a hard one may not raise it again. What processes start meanwhile inherits it. */
async function limit(
  { option, line, limitOf }: Resource,
  how: string,
  pids: () => readonly number[],
  world: World,
): Promise<Applied | NotPermitted> {
  const before = new Map<number, string>();
  const set = (pid: number, soft: string): Promise<string | null> =>
    runTool('prlimit', ['--pid', String(pid), `${option}=${soft === 'unlimited' ? unlimited : soft}:`], world);
  const lift = async (): Promise<void> => {
    // One born while it was limited had never another limit: it gets that of the first.
    const [first] = before.values();
    await eachProcess(pids, async (pid) => {
      const soft = before.get(pid) ?? first;
      return soft === undefined ? null : set(pid, soft);
    });
  };
  const why = await eachProcess(pids, async (pid) => {
    const soft = before.get(pid) ?? line.exec(read(`/proc/${pid}/limits`))?.[1];
    const wanted = limitOf(pid);
    if (soft === undefined || wanted === null) return 'its limits cannot be seen';
    before.set(pid, soft);
    return soft !== 'unlimited' && Number(soft) <= wanted ? null : set(pid, String(wanted));
  });
  if (why === null) return applied(how, lift);
  await lift();
  return notPermitted(why);
}

function listDescriptors(pid: number): ReadonlySet<number> | null {
  try {
    return new Set(readdirSync(`/proc/${pid}/fd`).map(Number));
  } catch {
    return null;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // it ended meanwhile, or there is no /proc
  }
}
