import type { DrainTest } from '../../model/drain-test.ts';
import type { Survey } from '../../model/reading.ts';

/** What a service's threads did between two looks; null for what nobody told. */
export function compareWork(before: Survey | null, after: Survey | null): Pick<DrainTest, 'runnable' | 'switchesPerSecond'> {
  const lastedMs = (after?.atMs ?? 0) - (before?.atMs ?? 0);
  const [was, is] = [before?.work ?? null, after?.work ?? null];
  if (was === null || is === null || lastedMs <= 0) return { runnable: null, switchesPerSecond: null };
  return {
    runnable: Math.max(0, (is.ranMs + is.waitedMs - was.ranMs - was.waitedMs) / lastedMs),
    switchesPerSecond: Math.max(0, ((is.voluntarySwitches - was.voluntarySwitches) / lastedMs) * 1_000),
  };
}
