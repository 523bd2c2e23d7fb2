import type { Arrivals } from '../../model/arrivals.ts';
import { curveOf } from './integral.ts';
import { poisson } from './poisson.ts';
import { regular } from './regular.ts';

/** When arrivals are due, one after another. */
export interface Pace {
  /** Milliseconds from the beginning of the measured time to the next arrival, never less than the one before; Infinity when none is left. */
  next(): number;
}

/**
 * Opens the schedule of an open load. Each arrival is placed by its own number on the curve of the rate, never by adding to
 * the one before, so that nothing drifts. The same seed gives the same schedule.
 */
export function openPace(arrivals: Arrivals, durationMs: number, seed: number): Pace {
  const curve = curveOf(arrivals, durationMs);
  const nextCount = arrivals.pattern === 'poisson' ? poisson(seed) : regular();
  let over = false;
  return {
    next: () => {
      const atMs = over ? Number.POSITIVE_INFINITY : curve.momentOf(nextCount());
      // Asked this way round, a moment that is no number ends the schedule, too.
      if (atMs < durationMs) return atMs;
      over = true;
      return Number.POSITIVE_INFINITY;
    },
  };
}
