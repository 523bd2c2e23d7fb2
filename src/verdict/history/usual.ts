import { median } from '../../stats/median.ts';
import { neighbourLikeness } from '../../stats/neighbour-likeness.ts';
import { quantile } from '../../stats/quantile.ts';
import { runningMedian } from '../../stats/running-median.ts';

/*
 *        · ·   ·                                  noise: what one run in ten exceeds the level around it by,
 *   ·  ·     ·    ·   ·                                  and the second worst of the recent runs
 *     ·    ·    ·       ·  ·
 *                            ·  ·     ·   ·
 *                          ·   ·   ·    ·   ·     level: the median of the recent runs, or of those since an improvement
 */

/** What is usual for a metric, from runs oriented so that larger is worse; all in the metric's unit. */
export interface Usual {
  readonly level: number;
  /** Runs that the level is the median of: the last ones. */
  readonly recent: number;
  /** How far a run in ten lies above the level for no reason; more where few runs tell it. */
  readonly noise: number;
  /** How far the worst of the runs lay above the level around it. */
  readonly furthest: number;
}

/** How many runs are recent, and how far the level around a run reaches to either side. */
interface Nearness {
  readonly recent: number;
  readonly reach: number;
}

const steady: Nearness = { recent: 12, reach: 5 };
/** Where neighbours are alike a history drifts or goes in levels, and only what is near tells what is usual. */
const drifting: Nearness = { recent: 8, reach: 2 };
/** Without any drift 57 runs are as alike once in a hundred times, 23 once in fifteen. */
const driftLikeness = 0.3;

const exceeding = 0.1;
/** So many runs in a row below all noise are an improvement, and what comes is held against them. */
const improvedRuns = 3;
const improvedNoises = 1.5;
/** With n runs the noise is taken (1 + 6 / n) times as large: that keeps false alarms as seldom with 12 as with 57. */
const youth = 6;
/** No measurement repeats itself better. */
const leastNoiseShare = 0.002;

/** What is usual after these runs, oldest first. For fewer than a dozen it is only roughly known. */
export function findUsual(runs: readonly number[]): Usual {
  const { recent, reach } = neighbourLikeness(runs) > driftLikeness ? drifting : steady;
  const around = runningMedian(runs, reach);
  const now = sinceImprovement(runs, around, runs.slice(-recent));
  const level = median(now);
  const excesses = excessesOver(runs, around, level);
  const secondWorst = now.toSorted((a, b) => b - a)[1] ?? level;
  const noise = Math.max(quantile(excesses, 1 - exceeding), secondWorst - level, leastNoiseShare * Math.abs(level));
  return { level, recent: now.length, noise: noise * (1 + youth / runs.length), furthest: Math.max(...excesses) };
}

/** The recent runs; of these only the last, when three or more in a row lie further below than noise does. */
function sinceImprovement(runs: readonly number[], around: readonly number[], recent: readonly number[]): readonly number[] {
  const level = median(recent);
  const excesses = excessesOver(runs, around, level);
  const below = -quantile(excesses, exceeding);
  const above = quantile(excesses, 1 - exceeding);
  const edge = level - improvedNoises * Math.max(below, above, leastNoiseShare * Math.abs(level));
  const better = recent.length - 1 - recent.findLastIndex((run) => run >= edge);
  return better >= improvedRuns ? recent.slice(-better) : recent;
}

/** How far each run lay above the level around it. What has become smaller is noisy in proportion, what has grown is not taken to be. */
function excessesOver(runs: readonly number[], around: readonly number[], level: number): readonly number[] {
  return runs.map((run, at) => {
    const then = around[at] ?? 0;
    return (run - then) * (then === 0 ? 1 : Math.min(1, Math.abs(level / then)));
  });
}
