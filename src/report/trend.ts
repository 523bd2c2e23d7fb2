import type { Comparison } from '../model/comparison.ts';
import { median } from '../stats/median.ts';

const levels = '▁▂▃▄▅▆▇█';
const nothing = '·';
/** What is shown is at least this share of its middle from bottom to top: noise of a percent is no drama. */
const leastSpan = 0.1;
/** The same of a metric in percent, in points. */
const leastPoints = 1;
/** As many runs as are drawn, the newest ones. */
const mostRuns = 24;
/** What stands above a column of them. */
export const trendName = 'trend (own scale)';

/** A metric over the runs, this one last, and the scale it is drawn on: its own, because a step of 5 % is nothing on one from zero. */
export interface Trend {
  /** NaN where a run has no such number. */
  readonly values: readonly number[];
  readonly low: number;
  readonly high: number;
}

/** The runs before this one and this one; null where there were none to compare with. */
export function trendOf({ trail, after, changeIn }: Pick<Comparison, 'trail' | 'after' | 'changeIn'>): Trend | null {
  const values = [...trail, after].slice(-mostRuns).map((value) => (Number.isFinite(value) ? value : Number.NaN));
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < 2) return null;
  const [low, high, middle] = [Math.min(...known), Math.max(...known), median(known)];
  const least = changeIn === 'points' ? leastPoints : leastSpan * Math.abs(middle);
  const more = Math.max(0, least - (high - low)) / 2;
  return { values, low: low - more, high: high + more };
}

/** How high a value stands on its trend's scale, 0…1. */
export function heightOf(value: number, { low, high }: Trend): number {
  const share = (value - low) / (high - low);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

/** A trend in signs, at most so many of the newest: `▂▁▂·▂▁▇█`, a dot where a run has no such number. */
export function trendSigns(trend: Trend, most: number = mostRuns): string {
  return trend.values
    .slice(-Math.min(most, mostRuns))
    .map((value) => (Number.isNaN(value) ? nothing : signFor(heightOf(value, trend))))
    .join('');
}

function signFor(share: number): string {
  return levels[Math.min(levels.length - 1, Math.floor(share * levels.length))] ?? nothing;
}
