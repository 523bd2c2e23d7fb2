import type { Drift } from './drift.ts';
import { leastMs } from './swing.ts';

/** Fewer windows tell of a drift, but not surely enough to hold it against a service. */
const neededWindows = 15;

/**
 * How far a number may drift, in percent. Of 1 000 healthy loads, with noise of 5–20 % whose neighbours resemble each other (0.5) and a
 * burst in one of four, two or three have an interval that lies wholly above. Memory may grow as it likes: whether it leaks is judged
 * elsewhere, and so are medians, by their levels.
 */
export function driftLimit({ of }: Pick<Drift, 'of'>): number | null {
  switch (of) {
    case 'p95':
      return 25;
    case 'cpu-per-operation':
      return 15;
    case 'p50':
    case 'rss':
      return null;
    default:
      return of satisfies never;
  }
}

/** Whether all of a drift's interval lies above its limit, when this share of the number at its end may not be the service's. */
export function exceedsLimit(drift: Drift, doubtfulShare: number): boolean {
  const limit = driftLimit(drift);
  if (limit === null || drift.windows < neededWindows) return false;
  const least = (1 + drift.interval[0] / 100) * (1 - doubtfulShare) - 1;
  return 100 * least > limit && (drift.of !== 'p95' || drift.first * least >= leastMs);
}
