import { median } from './median.ts';

/**
 * The median of each value and its `reach` neighbours on either side, fewer at the ends. It follows steps without rounding them off and
 * leaves out whatever lasts for no more than `reach` values. Source: J. W. Tukey, Exploratory Data Analysis, 1977, chapter 7.
 */
export function runningMedian(values: readonly number[], reach: number): readonly number[] {
  return values.map((_, at) => median(values.slice(Math.max(0, at - reach), at + reach + 1)));
}
