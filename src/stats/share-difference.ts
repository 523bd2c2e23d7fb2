import { wilson } from './wilson.ts';

/** So many hits among so many trials. */
export interface Share {
  readonly hits: number;
  readonly trials: number;
}

/**
 * By how much a share grew, −1…1, with its 95 % interval: Newcombe's hybrid score interval, made of the Wilson intervals of both.
 * `inflation` (≥ 1) is by how much trials that succeed and fail together make a share vary more than independent ones do: each trial counts
 * for so much less. Null without trials on both sides.
 * Source: R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17, 1998 (method 10).
 */
export function shareDifference(
  before: Share,
  after: Share,
  inflation: number = 1,
): { readonly change: number; readonly interval: readonly [low: number, high: number] } | null {
  if (before.trials <= 0 || after.trials <= 0) return null;
  const [first, last] = [before.hits / before.trials, after.hits / after.trials];
  const [lowFirst, highFirst] = wilson(before.hits / inflation, before.trials / inflation);
  const [lowLast, highLast] = wilson(after.hits / inflation, after.trials / inflation);
  const change = last - first;
  return {
    change,
    interval: [change - Math.hypot(last - lowLast, highFirst - first), change + Math.hypot(highLast - last, first - lowFirst)],
  };
}

/**
 * How many times more the shares of groups vary than those of independent trials would: Pearson's χ² over its degrees of freedom, at least 1.
 * Source: P. McCullagh, J. A. Nelder, Generalized Linear Models, 1989, §4.5.
 */
export function overdispersion(groups: readonly Share[]): number {
  const used = groups.filter(({ trials }) => trials > 0);
  const hits = used.reduce((sum, group) => sum + group.hits, 0);
  const trials = used.reduce((sum, group) => sum + group.trials, 0);
  const share = hits / trials;
  if (used.length < 2 || !(share > 0 && share < 1)) return 1;
  const chi = used.reduce((sum, group) => sum + (group.hits - group.trials * share) ** 2 / (group.trials * share * (1 - share)), 0);
  return Math.max(1, chi / (used.length - 1));
}
