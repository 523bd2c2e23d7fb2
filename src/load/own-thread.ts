import { performance } from 'node:perf_hooks';

import type { World } from '../world.ts';
import type { Clock } from './alarm.ts';
import type { ThreadShares } from './recording.ts';

/** Begins to watch the calling thread; the returned function tells how it fared since. */
export function watchOwnThread(clock: Clock, { threadTimes }: Pick<World, 'threadTimes'>): () => ThreadShares {
  const startedMs = performance.now();
  const loop = performance.eventLoopUtilization();
  const began = threadTimes();
  const used = process.cpuUsage();
  const waitedMs = clock.waitedMs;
  return () => {
    const elapsedMs = performance.now() - startedMs;
    const { utilization } = performance.eventLoopUtilization(loop);
    const { user, system } = process.cpuUsage(used);
    const ended = threadTimes();
    const share = (ms: number): number => (elapsedMs <= 0 ? 0 : ms / elapsedMs);
    const known = began !== null && ended !== null;
    return {
      utilisation: Math.max(0, (Number.isFinite(utilization) ? utilization : 0) - share(clock.waitedMs - waitedMs)),
      cpuShare: known ? share(ended.ranMs - began.ranMs) : null,
      runQueueShare: known ? share(ended.waitedMs - began.waitedMs) : null,
      cpuMs: (user + system) / 1_000,
    };
  };
}
