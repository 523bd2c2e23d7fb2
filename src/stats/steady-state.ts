import { levelShift } from './level-shift.ts';
import { median } from './median.ts';
import { rankShift } from './rank-shift.ts';
import { twoLevels } from './two-levels.ts';

/** What a series of block medians did. Levels are in the values' own unit. */
export type SteadyState =
  /** Fewer values than a change could be told from noise in. */
  | { readonly kind: 'unknown'; readonly values: number }
  | { readonly kind: 'steady' }
  | {
      /** One level at the beginning, another at the end. */
      readonly kind: 'changed';
      /** Level of the first fifth and of the last. */
      readonly first: number;
      readonly last: number;
      /** Index in the series of the first value after the change; null when it came little by little. */
      readonly at: number | null;
      /** How many values the shorter side of the change has. */
      readonly shorterSide: number;
    }
  | {
      /** To and fro between two levels, and long on each. */
      readonly kind: 'restless';
      readonly low: number;
      readonly high: number;
      readonly shortestStay: number;
    };

/** Complete separation of 7 and 8 values just reaches `leastRank`; fewer cannot. */
export const neededValues = 15;

/** A change must leave this share of the series on each side: what only stands at an end may be a burst. */
const sideShare = 0.3;
const leastRank = 3.2;
/*
 * Neighbouring windows resemble each other (an autocorrelation of 0.25 to 0.4 was measured on a shared machine), which makes
 * standard errors 1.3 to 1.5 times too small, and the best of all divisions is taken: hence 6.5 of them, and not 3.
 */
const leastErrors = 6.5;
const leastSeparation = 4.5;
const leastMinority = 0.3;
const leastStays = 4;
const leastStay = 3;

/**
 * Whether a series stays on one level; `leastChange` is the smallest change that counts, in the values' unit. Give logarithms of
 * block medians, and null where a block has none. A change must show in the ranks (no outlier makes one) and stand out of the noise
 * (weak steps, chosen as the best of many, do not). A burst of up to a fifth of the series is no change wherever it lies.
 *
 * In 20 values with noise of 2–25 % and an autocorrelation of 0.3 about 1 flat series in 1 000 is called unsteady, also when one in four
 * holds a burst. Found at 3 % noise: a step or a drift of 20 % 9 times in 10; at 5 % a step of 20 % or a drift of 30 % 8 times, at 8 %
 * a drift of 60 %. The idea (change points instead of a fixed warm-up, and "no steady state" as an answer) is that of E. Barrett et al.,
 * Virtual Machine Warmup Blows Hot and Cold, OOPSLA 2017; the tests are simpler, because there are 20 values and not 2 000.
 */
export function findSteadyState(series: readonly (number | null)[], leastChange: number): SteadyState {
  const known = series.flatMap((value, index) => (value === null || !Number.isFinite(value) ? [] : [{ value, index }]));
  const values = known.map(({ value }) => value);
  const indices = known.map(({ index }) => index);
  if (values.length < neededValues) return { kind: 'unknown', values: values.length };
  return findChange(values, indices, leastChange) ?? findRestlessness(values, leastChange) ?? { kind: 'steady' };
}

function findChange(values: readonly number[], indices: readonly number[], leastChange: number): SteadyState | null {
  const side = Math.ceil(sideShare * values.length);
  const fifth = Math.floor(values.length / 5);
  const first = median(values.slice(0, fifth));
  const last = median(values.slice(-fifth));
  const ranks = rankShift(values, side);
  const shift = levelShift(values, side);
  if (ranks === null || shift === null || Math.abs(last - first) < leastChange) return null;
  if (Math.abs(ranks.z) < leastRank || Math.sign(ranks.z) !== Math.sign(last - first) || shift.errors < leastErrors) return null;
  return {
    kind: 'changed',
    first,
    last,
    at: shift.shape === 'step' ? (indices[shift.at] ?? null) : null,
    shorterSide: Math.min(ranks.at, values.length - ranks.at, shift.at, values.length - shift.at),
  };
}

/** A burst or two make at most two stays on the upper level, and short ones; noise alone hardly ever stays. */
function findRestlessness(values: readonly number[], leastChange: number): SteadyState | null {
  const levels = twoLevels(values);
  if (levels === null || levels.stays.length < leastStays) return null;
  const { low, high, separation, minority, stays } = levels;
  // The first and the last stay are cut off by the ends of the series.
  const shortestStay = Math.min(...stays.slice(1, -1));
  if (high - low < leastChange || separation < leastSeparation || minority < leastMinority || shortestStay < leastStay) return null;
  return { kind: 'restless', low, high, shortestStay };
}
