import type { Chance } from './chance.ts';

/** How a series is drawn anew. */
export interface Redraws {
  /** Of a stretch: long enough that its ends hardly depend on each other; without it the cube root of the number of values. */
  readonly length?: number;
  readonly draws?: number;
}

/**
 * The interval in which a statistic of a series lies that depends on its neighbours: by drawing whole stretches of it, which wrap around
 * at its end. Right for many values only: below about 40 it is too narrow. Source: D. N. Politis & J. P. Romano, A circular
 * block-resampling procedure for stationary data, 1992; ends as percentiles.
 */
export function blockBootstrap(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
  confidence: number,
  chance: Chance,
  { length = Math.max(1, Math.round(Math.cbrt(values.length))), draws = 999 }: Redraws = {},
): readonly [low: number, high: number] {
  const count = values.length;
  const drawn: number[] = Array.from({ length: count }, () => Number.NaN);
  const seen = Float64Array.from({ length: draws }, () => {
    let from = 0;
    for (let at = 0; at < count; at += 1) {
      from = at % length === 0 ? chance.below(count) : from + 1;
      drawn[at] = values[from % count] ?? Number.NaN;
    }
    return statistic(drawn);
  }).sort();
  const left = Math.floor(((draws + 1) * (1 - confidence)) / 2);
  return [seen[left - 1] ?? Number.NaN, seen[draws - left] ?? Number.NaN];
}
