import type { Curve } from './curve.ts';

/** A stretch of time with one rate. */
export interface Piece {
  readonly durationMs: number;
  readonly ratePerSecond: number;
}

interface Stretch {
  readonly fromMs: number;
  readonly perMs: number;
  /** Expected before it, and by its end. */
  readonly before: number;
  readonly after: number;
}

/** Rates one after another. There are at most a few dozen, so they are walked through. */
export function pieces(given: readonly Piece[]): Curve {
  const stretches: Stretch[] = [];
  let end = { atMs: 0, count: 0 };
  for (const { durationMs, ratePerSecond } of given) {
    const perMs = ratePerSecond / 1_000;
    const stretch = { fromMs: end.atMs, perMs, before: end.count, after: end.count + perMs * durationMs };
    stretches.push(stretch);
    end = { atMs: end.atMs + durationMs, count: stretch.after };
  }
  return {
    firstPerSecond: given[0]?.ratePerSecond ?? 0,
    countBy: (atMs) => {
      const stretch = stretches.findLast((each) => each.fromMs <= atMs);
      return stretch === undefined ? 0 : Math.min(stretch.after, stretch.before + stretch.perMs * (atMs - stretch.fromMs));
    },
    momentOf: (count) => {
      // A stretch without arrivals ends with the count it began with, so no arrival falls into it.
      for (const { fromMs, perMs, before, after } of stretches) if (count <= after) return fromMs + Math.max(0, count - before) / perMs;
      return Number.POSITIVE_INFINITY;
    },
  };
}
