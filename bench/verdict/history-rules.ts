import { mad } from '../../src/stats/mad.ts';
import { median } from '../../src/stats/median.ts';
import { judgeRuns } from '../../src/verdict/rules.ts';
import type { HistoryRule } from './history-trials.ts';
import { ratioAbove, tTest } from './peers.ts';

/** Plimsoll, as it judges one metric: a regression, and with the suspects that ask for pairs. */
export const plimsollFails: HistoryRule = (runs) => ['lasting', 'extreme'].includes(judgeRuns(runs, 0, 1));
export const plimsollAsks: HistoryRule = (runs) => ['lasting', 'extreme', 'suspicious'].includes(judgeRuns(runs, 0, 1));

/** github-action-benchmark: the last run and this one. */
export const githubActionBenchmark =
  (threshold: number): HistoryRule =>
  (runs) =>
    ratioAbove(threshold, runs.slice(-2, -1), runs.slice(-1)) === 'regression';

/** Bencher's default, on up to 64 runs. */
export const bencher: HistoryRule = (runs) => {
  const earlier = runs.slice(-65, -1).map((run) => [run]);
  return tTest(earlier, runs.slice(-1)) === 'regression';
};

/**
 * A union of three plain rules: the last two above the worst of the 30 before, the last three above that of the 20 before, or this one
 * above all of the last 60 by eight robust standard deviations and 10 %.
 */
export const union: HistoryRule = (runs) => standsOut(runs, 2, 30) || standsOut(runs, 3, 20) || isRecord(runs);

function standsOut(runs: readonly number[], last: number, before: number): boolean {
  const usual = runs.slice(-last - before, -last);
  const edge = Math.max(Math.max(...usual), 1.03 * median(usual));
  return runs.slice(-last).every((run) => run > edge);
}

function isRecord(runs: readonly number[]): boolean {
  const before = runs.slice(-60, -1);
  const middle = median(before);
  const now = runs.at(-1) ?? Number.NaN;
  return now > Math.max(...before) && now - middle > 8 * 1.4826 * mad(before) && now >= 1.1 * middle;
}
