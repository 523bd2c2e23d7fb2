import type { Curve } from './curve.ts';
import { pieces } from './pieces.ts';

/** Rates one after another, each for an equal part of `durationMs`. */
export function step(ratesPerSecond: readonly number[], durationMs: number): Curve {
  return pieces(ratesPerSecond.map((ratePerSecond) => ({ durationMs: durationMs / ratesPerSecond.length, ratePerSecond })));
}
