import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

import type { ThreadShares } from './recorder.ts';

/** Begins to watch the calling thread; the returned function tells how it fared since. */
export function watchOwnThread(): () => ThreadShares {
  const startedMs = performance.now();
  const loop = performance.eventLoopUtilization();
  const waitedNs = readRunQueueNs();
  return () => {
    const elapsedMs = performance.now() - startedMs;
    const { utilization } = performance.eventLoopUtilization(loop);
    const nowNs = readRunQueueNs();
    const runQueueShare = waitedNs === null || nowNs === null || elapsedMs <= 0 ? null : (nowNs - waitedNs) / 1e6 / elapsedMs;
    return { utilisation: Number.isFinite(utilization) ? utilization : 0, runQueueShare };
  };
}

/** Nanoseconds this thread has waited for a core while it could have run: field 2 of its schedstat. Synchronous, or another thread would answer. */
function readRunQueueNs(): number | null {
  try {
    const field = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1];
    const waitedNs = Number(field);
    return field === undefined || !Number.isFinite(waitedNs) ? null : waitedNs;
  } catch {
    return null;
  }
}
