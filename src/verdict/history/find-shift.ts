import type { Comparison, Shift } from '../../model/comparison.ts';
import { changePoints } from '../../stats/change-points.ts';
import { median } from '../../stats/median.ts';
import type { EarlierValue } from './earlier-values.ts';

/** A smaller change of level is no news, however sure. */
const leastShare = 0.02;

/** The newest lasting change of level among earlier runs, for worse or for better, of 2 % and `least` at the least; null for none. */
export function findShift(earlier: readonly EarlierValue[], least: number, changeIn: Comparison['changeIn']): Shift | null {
  const values = earlier.map(({ value }) => value);
  const newest = changePoints(values, Math.max(least, leastShare * Math.abs(median(values)))).at(-1);
  const first = newest === undefined ? undefined : earlier[newest.at];
  if (newest === undefined || first === undefined) return null;
  const { at, before, after } = newest;
  const changePercent = changeIn === 'points' ? after - before : 100 * (after / before - 1);
  if (!Number.isFinite(changePercent)) return null;
  return { commit: first.commit, createdAt: first.createdAt, runsAgo: values.length - at, changePercent };
}
