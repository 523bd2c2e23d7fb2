import type { World } from '../../world.ts';
import { awaken } from './awaken.ts';
import { findInspector } from './find-inspector.ts';
import { readKeptAlive } from './kept-alive.ts';
import { directoryOf, isNode, mainThreadMs } from './node-process.ts';
import { readPausedStack } from './paused-stack.ts';
import { openSession, type Session } from './session.ts';
import { openSocket } from './socket.ts';
import { openWorkers } from './workers.ts';

const mostProcesses = 4;
const mostWorkers = 4;
const patienceMs = 1_500;
const openMs = 1_000;
const answerMs = 700;
const closeMs = 200;
const lookMs = 50;

/**
 * Where a stuck or spinning Node process stands: opens its inspector by SIGUSR1 if need be (only when /proc/PID/exe is a node), pauses,
 * reads the stack, and what keeps it alive. Empty when it cannot be asked. Bounded to ~1.5 s. Listeners on the ports of `except` are
 * never asked whether they are an inspector.
 */
export async function askWhere(pids: readonly number[], world: World, except: readonly number[] = []): Promise<readonly string[]> {
  const untilMs = world.now() + patienceMs;
  const told: (Suspect & { readonly lines: readonly string[] })[] = [];
  // One after another, because a process that is asked by signal opens its inspector on the same port as any other.
  for (const node of await busiestFirst(pids.filter(isNode), world)) {
    // Who burns a core and says where has explained it.
    if (world.now() >= untilMs || (told.some(({ burns }) => burns) && !node.burns)) break;
    const lines = await askOne(node, untilMs, except, world);
    if (lines.length > 0) told.push({ ...node, lines });
  }
  return told.flatMap(({ pid, lines }) => (told.length > 1 ? lines.map((line) => `process ${pid}: ${line}`) : lines));
}

interface Suspect {
  readonly pid: number;
  /** Whether its main thread runs, or would if it had a core. */
  readonly burns: boolean;
}

/** Those that burn a core in front; of the others children before their parents, because a wrapper comes before what it wraps. */
async function busiestFirst(pids: readonly number[], world: World): Promise<readonly Suspect[]> {
  const fromMs = world.now();
  const before = pids.toReversed().map((pid) => ({ pid, ms: mainThreadMs(pid) ?? Number.NaN }));
  await world.sleep(lookMs, world.interrupted);
  const suspects = before.map(({ pid, ms }) => ({ pid, burns: (mainThreadMs(pid) ?? 0) - ms > (world.now() - fromMs) / 2 }));
  return [...suspects.filter(({ burns }) => burns), ...suspects.filter(({ burns }) => !burns)].slice(0, mostProcesses);
}

async function askOne({ pid, burns }: Suspect, untilMs: number, except: readonly number[], world: World): Promise<readonly string[]> {
  const left = (mostMs: number): number => Math.max(1, Math.min(mostMs, untilMs - world.now()));
  const open = await findInspector(pid, except, left(openMs), world);
  const url = open ?? (await awaken(pid, left(openMs), world));
  await using socket = url === null ? null : await openSocket(url, left(openMs), world);
  if (socket === null) return [];
  const session = openSession(socket, world);
  const stack = await readPausedStack(session, directoryOf(pid), burns, left(answerMs), world);
  goOn(session);
  const lines =
    stack.length > 0
      ? stack
      : [...(await readWorkers(session, pid, left(answerMs), world)), ...(await readKeptAlive(session, left(answerMs)))];
  // What we have opened is closed again: the next process may need the port.
  if (open === null) await session.call('Runtime.evaluate', { expression: 'process._debugEnd()' }, left(closeMs));
  return lines;
}

/** Where the worker threads stand that do not only wait. */
async function readWorkers(main: Session, pid: number, ms: number, world: World): Promise<readonly string[]> {
  const workers = await openWorkers(main, world, ms);
  const stacks = workers
    .sessions()
    .slice(0, mostWorkers)
    .map(async (worker) => {
      const stack = await readPausedStack(worker, directoryOf(pid), false, ms, world);
      goOn(worker);
      return stack.map((line) => `in a worker thread: ${line}`);
    });
  return (await Promise.all(stacks)).flat();
}

/** Also takes back a pause that has not come about, which would catch our next question. Nothing waits for it. */
function goOn(session: Session): void {
  void session.call('Debugger.resume', {}, answerMs);
  void session.call('Debugger.disable', {}, answerMs);
}
