import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Reading } from '../model/reading.ts';
import type { World } from '../world.ts';
import type { Monitor } from './monitor.ts';

/**
 * Watches a process tree through `pidusage`, where there is no /proc: CPU time and RSS only, and coarse. Each look starts a program or
 * two, so it is taken once a second and never while the last one is still on its way.
 */
export function watchPortable(roots: () => readonly number[], world: World, hertz: number): Monitor {
  const readings: Reading[] = [];
  // CPU time of each process at first and last sight.
  const seen = new Map<number, { readonly firstMs: number; readonly lastMs: number }>();
  let costMs = 0;
  let looking: Promise<void> | null = null;
  let open = true;
  let tree: readonly number[] = [];

  const look = async (atMs: number): Promise<void> => {
    const usage = await usageOf(await treesOf(roots()), 2_000 / hertz);
    if (!open) return;
    tree = usage.map(({ pid }) => pid);
    if (usage.length === 0) return;
    for (const { pid, cpuMs } of usage) {
      // Later comers began under our eyes: all they used counts.
      const firstMs = seen.get(pid)?.firstMs ?? (readings.length === 0 ? cpuMs : 0);
      seen.set(pid, { firstMs, lastMs: Math.max(cpuMs, seen.get(pid)?.lastMs ?? 0) });
    }
    readings.push({
      atMs,
      processes: usage.length,
      cpuMs: [...seen.values()].reduce((sum, { firstMs, lastMs }) => sum + lastMs - firstMs, 0),
      rssBytes: usage.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
      sharedBytes: null,
      vmsBytes: null,
      peakRssBytes: null,
      threads: null,
      descriptors: null,
    });
  };
  const lookOnce = async (): Promise<void> => {
    const atMs = world.now();
    // A process that is gone is no error of ours; neither is a machine without the programs: then there are no readings.
    await look(atMs).catch(() => (tree = []));
    costMs += world.now() - atMs;
    looking = null;
  };
  const beat = (): Promise<void> => (looking ??= lookOnce());

  void beat();
  const timer = world.every(1_000 / hertz, () => void beat());
  return {
    readings: () => readings,
    // Nothing closer can be seen from here.
    surveys: () => [],
    survey: () => null,
    refresh: async () => {
      // One that is on its way began before.
      await looking;
      if (open) await beat();
    },
    mark: () => undefined,
    pids: () => tree,
    costMs: () => costMs,
    [Symbol.dispose]: () => {
      open = false;
      timer[Symbol.dispose]();
    },
  };
}

async function usageOf(pids: readonly number[], maxage: number): Promise<readonly { pid: number; cpuMs: number; rssBytes: number }[]> {
  // Loaded only here: Linux never needs it. It forgets a process, and closes its file, when two beats passed without a look.
  const { default: pidusage } = await import('pidusage');
  const usage = await pidusage([...pids], { maxage });
  return pids.flatMap((pid) => {
    const one = usage[pid];
    return one === undefined || one === null ? [] : [{ pid, cpuMs: one.ctime, rssBytes: one.memory }];
  });
}

/** The processes and their descendants; themselves alone where there is no POSIX `ps`. */
async function treesOf(roots: readonly number[]): Promise<readonly number[]> {
  if (roots.length === 0 || process.platform === 'win32') return roots;
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']).catch(() => ({ stdout: '' }));
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const tree = new Set(roots);
  // A set gives what is added while it is walked, too.
  for (const parent of tree) for (const [pid, its] of rows) if (its === parent && pid !== undefined) tree.add(pid);
  return [...tree];
}
