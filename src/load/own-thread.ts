import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

import type { Clock } from './alarm.ts';
import type { ThreadShares } from './recording.ts';

/** Begins to watch the calling thread; the returned function tells how it fared since. */
export function watchOwnThread(clock: Clock): () => ThreadShares {
  const startedMs = performance.now();
  const loop = performance.eventLoopUtilization();
  const scheduled = readSchedule();
  const used = process.cpuUsage();
  const waitedMs = clock.waitedMs;
  return () => {
    const elapsedMs = performance.now() - startedMs;
    const { utilization } = performance.eventLoopUtilization(loop);
    const { user, system } = process.cpuUsage(used);
    const now = readSchedule();
    const share = (fromNs: number, toNs: number): number => (elapsedMs <= 0 ? 0 : (toNs - fromNs) / 1e6 / elapsedMs);
    const busy = (Number.isFinite(utilization) ? utilization : 0) - (elapsedMs <= 0 ? 0 : (clock.waitedMs - waitedMs) / elapsedMs);
    return {
      utilisation: Math.max(0, busy),
      cpuShare: scheduled === null || now === null ? null : share(scheduled.ranNs, now.ranNs),
      runQueueShare: scheduled === null || now === null ? null : share(scheduled.waitedNs, now.waitedNs),
      cpuMs: (user + system) / 1_000,
    };
  };
}

/** How long this thread has run, and has waited for a core while it could have run. Synchronous, or another thread would answer. */
function readSchedule(): { readonly ranNs: number; readonly waitedNs: number } | null {
  try {
    const [ranNs = Number.NaN, waitedNs = Number.NaN] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number);
    return Number.isFinite(ranNs) && Number.isFinite(waitedNs) ? { ranNs, waitedNs } : null;
  } catch {
    return null;
  }
}
