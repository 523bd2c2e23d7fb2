import { normalPoint } from '../stats/normal.ts';
import { findUsual, type Usual } from './history/usual.ts';

/*
 * The history rules. Each looks at one metric's runs, oldest first, this one last, oriented so that larger is worse, and measures how far a
 * run lies above the usual level in units of the usual noise (one run in ten lies beyond one).
 *
 *      … ───── up to 57 before ──────┤ last 3    runs agree:     lasting()
 *      … ────── up to 59 before ─────────┤ now   one run alone:  extreme(), suspicious()
 *
 * Two of three beyond a far line or a whole group beyond a near one is the form of the zone tests for control charts (Western Electric
 * Company, Statistical Quality Control Handbook, 1956); level and noise are medians and order statistics, because benchmarks have tails
 * and drift. How often each alarms for nothing, and what it sees, was measured on public histories of continuous integration.
 */

/** Runs that are needed, this one included: a dozen to know what is usual, and three that may agree. */
export const neededRuns = 15;
/** Runs that are looked at, this one included. */
export const windowRuns = 60;

/** The last runs that may agree. */
export const agreeing = 3;
const lastingShare = 0.03;
/** Two of the last three, this one among them, … */
const farNoises = 1.5;
/** … or all three. */
const nearNoises = 1;
const extremeShare = 0.1;
/** Noise that came an eighth as far once will come as far. */
const extremeOverWorst = 8;
const suspiciousShare = 0.02;
const suspiciousNoises = 1.75;
/** A step of two noises is found by the third run in four histories of five. */
const detectableNoises = 2;
const missed = 0.2;
const straying = 0.1;
/** So far above the run before, this one is no more what that was let in for. */
const furtherNoises = 4;

/**
 * Whether the last runs agree that a metric got worse: this one and one of the two before it by 1.5 times the noise, or all three by the
 * noise; and each of them by 3 % and by `least`.
 */
export function lasting(runs: readonly number[], least: number): boolean {
  const { level, noise } = usualBefore(runs, agreeing);
  const [first = 0, second = 0, now = 0] = runs.slice(-agreeing).map((run) => run - level);
  const floor = Math.max(lastingShare * Math.abs(level), least);
  const isBeyond = (excess: number, noises: number): boolean => excess > 0 && excess >= Math.max(floor, noises * noise);
  const pair = Math.min(now, Math.max(first, second));
  return isBeyond(pair, farNoises) || isBeyond(Math.min(first, second, now), nearNoises);
}

/**
 * Whether this run alone is worse by an effect no noise explains: by 10 %, and by eight times the noise and the furthest that any of the
 * runs before ever strayed.
 */
export function extreme(runs: readonly number[], least: number): boolean {
  const { level, noise, furthest } = usualBefore(runs, 1);
  // Without a level there is no "10 %": the first error after none is left to the limit and to `lasting`.
  if (level === 0) return false;
  const excess = (runs.at(-1) ?? Number.NaN) - level;
  return excess >= Math.max(extremeShare * Math.abs(level), least, extremeOverWorst * Math.max(noise, furthest));
}

/**
 * Whether this run is worse by 2 %, by `least` and by 1.75 times the noise. The more metrics are judged together the further it must lie, or
 * most runs would be suspicious in something; they are alike, so the cube root of their number is enough.
 */
export function suspicious(runs: readonly number[], least: number, metrics: number): boolean {
  const usual = usualBefore(runs, 1);
  const excess = (runs.at(-1) ?? Number.NaN) - usual.level;
  return excess > 0 && excess >= suspiciousFrom(usual, least, metrics);
}

function suspiciousFrom({ level, noise }: Usual, least: number, metrics: number): number {
  return Math.max(suspiciousShare * Math.abs(level), least, suspiciousNoises * Math.cbrt(metrics) * noise);
}

/** What a history says of its last run. */
export type HistoryWord =
  | 'lasting'
  | 'extreme'
  /** As bad as the run before, which was a regression already and let in: excused, or cleared by its base. What is worse still is no such. */
  | 'known'
  | 'suspicious'
  | 'improved'
  | 'usual';

/** Asks the rules in their order. `metrics` is how many are judged together. */
export function judgeRuns(runs: readonly number[], least: number, metrics: number): HistoryWord {
  const word = worsened(runs, least);
  if (word !== null) return runs.length > neededRuns && wasAlready(runs, least) ? 'known' : word;
  if (suspicious(runs, least, metrics)) return 'suspicious';
  return lasting(
    runs.map((run) => -run),
    least,
  )
    ? 'improved'
    : 'usual';
}

function wasAlready(runs: readonly number[], least: number): boolean {
  if (worsened(runs.slice(0, -1), least) === null) return false;
  const { level, noise } = usualBefore(runs, agreeing);
  const further = (runs.at(-1) ?? Number.NaN) - (runs.at(-2) ?? Number.NaN);
  return further < Math.max(lastingShare * Math.abs(level), least, furtherNoises * noise);
}

function worsened(runs: readonly number[], least: number): 'lasting' | 'extreme' | null {
  if (lasting(runs, least)) return 'lasting';
  return extreme(runs, least) ? 'extreme' : null;
}

/**
 * The smallest worsening that makes this run alone `suspicious` four times in five, in the metric's unit: it has to lie over the edge by what
 * one run in five falls short of the level, where one in ten strays by the noise.
 */
export function detectableAtOnce(usual: Usual, least: number, metrics: number): number {
  return suspiciousFrom(usual, least, metrics) + (normalPoint(missed) / normalPoint(straying)) * usual.noise;
}

/** The smallest lasting step that `lasting` mostly sees at this noise, in the metric's unit. */
export function detectableStep({ level, noise }: Usual, least: number): number {
  return Math.max(lastingShare * Math.abs(level), detectableNoises * noise, least);
}

/** What was usual before the last so many of these runs. */
export function usualBefore(runs: readonly number[], last: number): Usual {
  return findUsual(runs.slice(-windowRuns, -last));
}
