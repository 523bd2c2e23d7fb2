import type { Survey } from '../../model/reading.ts';
import type { SessionEffort, SessionHoldings } from '../../model/sessions.ts';
import type { Monitor } from '../../monitor/watch.ts';
import type { World } from '../../world.ts';
import { glance } from '../glance.ts';

/** Watches what sessions hold, where anybody may look. */
export interface Watching {
  /** What is held now; null where nothing can be seen. */
  holdings(): Promise<SessionHoldings | null>;
  /** What sessions had of the cores, and wanted, while something was done. */
  during<T>(act: () => Promise<T>): Promise<{ readonly result: T; readonly effort: SessionEffort | null }>;
}

const nothing: SessionHoldings = { processes: 0, rssBytes: 0, descriptors: 0, threads: 0 };

/** `mayBeGone`: nothing that lives is what sessions leave that are processes of their own. */
export function watchHoldings(monitor: Monitor | null, mayBeGone: boolean, world: World): Watching {
  return {
    holdings: async () => {
      const { reading } = await glance(monitor);
      if (reading === null) return mayBeGone && monitor !== null && monitor.pids().length === 0 ? nothing : null;
      const { processes, rssBytes, descriptors, threads } = reading;
      return { processes, rssBytes, descriptors, threads };
    },
    during: async (act) => {
      const [began, beganMs] = [monitor?.survey() ?? null, world.now()];
      const before = monitor?.readings().at(-1)?.cpuMs ?? null;
      const result = await act();
      const [ended, endedMs] = [monitor?.survey() ?? null, world.now()];
      const after = monitor?.readings().at(-1)?.cpuMs ?? null;
      return { result, effort: effortOf(began, ended, before, after, endedMs - beganMs) };
    },
  };
}

function effortOf(
  began: Survey | null,
  ended: Survey | null,
  cpuBefore: number | null,
  cpuAfter: number | null,
  spanMs: number,
): SessionEffort | null {
  if (spanMs <= 0) return null;
  const [first, last] = [began?.work ?? null, ended?.work ?? null];
  if (first !== null && last !== null) {
    const ran = Math.max(0, last.ranMs - first.ranMs) / spanMs;
    return { ran, wanted: ran + Math.max(0, last.waitedMs - first.waitedMs) / spanMs };
  }
  return cpuBefore === null || cpuAfter === null ? null : { ran: Math.max(0, cpuAfter - cpuBefore) / spanMs, wanted: null };
}
