import { median } from './median.ts';

/**
 * How alike neighbours are, −1 … 1: the mean over all pairs of neighbours of +1 where both lie on one side of the median and −1 where they do
 * not; a value on the median counts 0. Around 0, give or take 1 / √(n − 1), where any order is as likely; near 1 for a drift or a few long
 * levels. NaN for fewer than two values. Source: the median test of runs, F. S. Swed & C. Eisenhart, Annals of Mathematical Statistics 14, 1943.
 */
export function neighbourLikeness(values: readonly number[]): number {
  const middle = median(values);
  const sides = values.map((value) => Math.sign(value - middle));
  const alike = sides.slice(1).reduce((sum, side, at) => sum + side * (sides[at] ?? 0), 0);
  return alike / (values.length - 1);
}
