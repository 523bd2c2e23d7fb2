/** Where a series divides best into a lower and a higher part. */
export interface RankShift {
  /** Index of the first value after the division. */
  readonly at: number;
  /** Mann–Whitney's U of the two parts in its standard deviations under "no change"; positive when the later part is higher. */
  readonly z: number;
}

/**
 * The division whose two parts differ most in rank, each at least `shortest` values long; null where there is no room for two.
 * Ranks only: no outlier counts for more than one value. The largest of many divisions is larger than one alone, and neighbours
 * that resemble each other make it larger still, so what counts as much is for the caller to calibrate.
 * Source: A. N. Pettitt, A non-parametric approach to the change-point problem, Applied Statistics 28, 1979, each U standardised.
 */
export function rankShift(values: readonly number[], shortest: number): RankShift | null {
  const count = values.length;
  let best: RankShift | null = null;
  for (let at = Math.max(1, shortest); at <= count - Math.max(1, shortest); at += 1) {
    const before = values.slice(0, at);
    const after = values.slice(at);
    const deviation = Math.sqrt((before.length * after.length * (count + 1)) / 12);
    const z = (timesHigher(before, after) - (before.length * after.length) / 2) / deviation;
    if (best === null || Math.abs(z) > Math.abs(best.z)) best = { at, z };
  }
  return best;
}

/** Pairs in which the later value is the higher one; equal ones count half. */
function timesHigher(before: readonly number[], after: readonly number[]): number {
  return after.reduce((sum, late) => sum + before.reduce((wins, early) => wins + (late > early ? 1 : late === early ? 0.5 : 0), 0), 0);
}
