import { robustSigma } from '../stats/mad.ts';
import { median } from '../stats/median.ts';

/*
 * The history rules. Each looks at one metric's runs, oldest first, this one last, oriented so that larger is worse.
 *
 *      … ────── 20 before ──────┤ last 3        three runs agree: lasting()
 *      … ─────────── up to 59 before ────┤ now  one run alone:    extreme(), suspicious()
 *
 * Chosen by their false alarms and power on public CI histories of many projects; three of 23 exchangeable runs are the three
 * worst, in every order, once in C(23, 3) = 1771 times.
 */

/** Runs that `lasting` needs, this one included: 20 to know the usual range, and three that agree. */
export const neededRuns = 23;
/** Runs that are looked at, this one included. */
export const windowRuns = 60;

const agreeing = 3;
const lastingShare = 0.03;
const extremeShare = 0.1;
const extremeSigmas = 8;
/** Noise that came half as far once will come as far: without this, bursts give two and a half times as many false alarms. */
const extremeOverWorst = 2;
const suspiciousShare = 0.02;
const suspiciousSigmas = 3;
/** How many of 60 exchangeable runs may be called suspicious, over all metrics of a run. */
const suspiciousOfWindow = 4;

/** Whether the last three runs are all worse than each of the 20 before, by 3 % of their median and `least` at the least. */
export function lasting(runs: readonly number[], least: number): boolean {
  const before = usual(runs);
  const middle = median(before);
  const worst = Math.max(...before);
  return runs.slice(-agreeing).every((run) => run > worst && run - middle >= Math.max(lastingShare * Math.abs(middle), least));
}

/**
 * Whether this run alone is worse by an effect no noise explains: by 10 %, by 8 robust standard deviations, and by twice as
 * much as the worst of the runs before.
 */
export function extreme(runs: readonly number[], least: number): boolean {
  const { now, before, middle } = single(runs);
  // Without a level there is no "10 %": the first error after none is left to the limit and to `lasting`.
  if (middle === 0) return false;
  const excess = now - middle;
  return (
    excess >= Math.max(extremeShare * Math.abs(middle), least, extremeOverWorst * (Math.max(...before) - middle)) &&
    excess > extremeSigmas * robustSigma(before)
  );
}

/**
 * Whether this run is among the worst 4 of 60 and 2 % worse than their median. The four are shared among the metrics judged
 * together, or most runs would be suspicious in something; where that leaves less than one, the worst of all counts when it
 * also stands 3 robust standard deviations out.
 */
export function suspicious(runs: readonly number[], least: number, metrics: number): boolean {
  const { now, before, middle } = single(runs);
  if (now - middle < Math.max(suspiciousShare * Math.abs(middle), least)) return false;
  const allowed = Math.floor((suspiciousOfWindow * (before.length + 1)) / windowRuns / metrics);
  const asBad = before.filter((run) => run >= now).length;
  return allowed >= 1 ? asBad < allowed : asBad === 0 && now - middle > suspiciousSigmas * robustSigma(before);
}

/** The smallest lasting step, as a share of the median, that `lasting` sees at this noise; null where the median is zero. */
export function detectableShare(runs: readonly number[], least: number): number | null {
  const before = usual(runs);
  const middle = median(before);
  if (middle === 0) return null;
  return Math.max(lastingShare, (Math.max(...before) - middle) / Math.abs(middle), least / Math.abs(middle));
}

function usual(runs: readonly number[]): readonly number[] {
  return runs.slice(-neededRuns, -agreeing);
}

function single(runs: readonly number[]): { now: number; before: readonly number[]; middle: number } {
  const before = runs.slice(-windowRuns, -1);
  return { now: runs.at(-1) ?? Number.NaN, before, middle: median(before) };
}
