import type { Arrivals } from '../../model/arrivals.ts';
import type { Curve } from './curve.ts';
import { pieces } from './pieces.ts';

/** A base rate over `durationMs`, and a higher one from `atMs` on for `forMs`. */
export function spike({ ratePerSecond, peakPerSecond, atMs, forMs }: Extract<Arrivals, { pattern: 'spike' }>, durationMs: number): Curve {
  return pieces([
    { durationMs: atMs, ratePerSecond },
    { durationMs: forMs, ratePerSecond: peakPerSecond },
    { durationMs: Math.max(0, durationMs - atMs - forMs), ratePerSecond },
  ]);
}
