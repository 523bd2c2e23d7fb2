import type { Curve } from './curve.ts';

/** The same rate all the time. */
export function constant(ratePerSecond: number): Curve {
  return {
    firstPerSecond: ratePerSecond,
    countBy: (atMs) => (ratePerSecond * atMs) / 1_000,
    momentOf: (count) => (count * 1_000) / ratePerSecond,
  };
}
