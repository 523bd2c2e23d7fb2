import { readFileSync, readdirSync } from 'node:fs';
import type { World } from '../../world.ts';
import { eachProcess } from './each-process.ts';
import { notPermitted, type NotPermitted } from './pressed.ts';
import { runTool } from './tool.ts';

/** A tree that is bound to one core. */
export interface Bound {
  readonly kind: 'bound';
  readonly core: number;
  /** Gives each thread back the cores that it had. */
  release(): Promise<void>;
}

/** Cores as the kernel lists them: `0-3,8`. */
type CoreList = string;

interface Thread {
  readonly tid: number;
  readonly cores: CoreList;
}

/** Reading one costs some tens of microseconds. */
const mostThreads = 2_000;

/** Binds every thread of some processes to the last of the cores that the first of them may use. What they start inherits it. */
export async function bindToOneCore(pids: () => readonly number[], world: World): Promise<Bound | NotPermitted> {
  const root = pids()[0];
  const own = root === undefined ? null : readCores(root, root);
  const core = own === null ? null : lastCore(own);
  if (own === null || core === null) return notPermitted('which cores its processes may use cannot be seen');
  const before = new Map<number, readonly Thread[]>();
  const release = async (): Promise<void> => {
    await eachProcess(pids, (pid) => giveBack(pid, before.get(pid) ?? [], own, world));
  };
  const why = await eachProcess(pids, (pid) => {
    if (!before.has(pid)) before.set(pid, readThreads(pid));
    return setCores(pid, String(core), 'all-threads', world);
  });
  if (why === null) return { kind: 'bound', core, release };
  await release();
  return notPermitted(why);
}

/** The highest core of a list; null when it is none. */
export function lastCore(cores: CoreList): number | null {
  const last = /(\d+)$/.exec(cores.trim())?.[1];
  return last === undefined ? null : Number(last);
}

/** One born while it was bound never had cores of its own: it gets those of the first. */
async function giveBack(pid: number, threads: readonly Thread[], own: CoreList, world: World): Promise<string | null> {
  const whole = threads.find(({ tid }) => tid === pid)?.cores ?? own;
  const why = await setCores(pid, whole, 'all-threads', world);
  for (const { tid, cores } of threads) if (cores !== whole) await setCores(tid, cores, 'one-thread', world);
  return why;
}

function setCores(id: number, cores: CoreList, whom: 'all-threads' | 'one-thread', world: World): Promise<string | null> {
  return runTool('taskset', [...(whom === 'all-threads' ? ['-a'] : []), '-c', '-p', cores, String(id)], world);
}

function readThreads(pid: number): readonly Thread[] {
  return listThreads(pid).flatMap((tid) => {
    const cores = readCores(pid, tid);
    return cores === null ? [] : [{ tid, cores }];
  });
}

function listThreads(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).slice(0, mostThreads).map(Number);
  } catch {
    return []; // it ended meanwhile
  }
}

function readCores(pid: number, tid: number): CoreList | null {
  try {
    return /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync(`/proc/${pid}/task/${tid}/status`, 'latin1'))?.[1] ?? null;
  } catch {
    return null; // it ended meanwhile, or there is no /proc
  }
}
