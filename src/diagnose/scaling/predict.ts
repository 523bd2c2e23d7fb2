import type { Chance } from '../../stats/chance.ts';
import { levelMeans, middleOf, redrawMeans, type LevelMean, type LevelValues } from '../../stats/redraw-levels.ts';

/** What was foretold for the highest level from all others, and what was measured there. */
export interface HeldOut {
  readonly users: number;
  readonly predicted: number;
  /** In which the measured value had to lie: chance of the prediction and of the measurement. */
  readonly interval: readonly [low: number, high: number];
  readonly measured: number;
}

/** What is to be expected at a number of users that was not tried. */
export type Prediction =
  | {
      readonly kind: 'predicted';
      readonly users: number;
      readonly value: number;
      /** 95 %. */
      readonly interval: readonly [low: number, high: number];
      readonly check: HeldOut;
    }
  /** The same way of predicting missed a level that was measured. */
  | { readonly kind: 'withheld'; readonly users: number; readonly check: HeldOut }
  | { readonly kind: 'unknown'; readonly users: number; readonly why: string };

/** What levels say of other numbers of users; null where they are too few. */
export type Extrapolate = (means: readonly LevelMean[]) => ((users: number) => number) | null;

/** Levels that a prediction takes: three bear a curve, and one is left out. */
export const neededLevels = 4;
/** How far beyond the largest level a prediction goes. */
export const furthest = 1.5;
/** Enough for ends of an interval that hardly change with the seed. */
const enough = 999;

/** The value at so many users, foretold from levels of up to two thirds of them, unless the same misses the highest of these. */
export function predict(
  levels: readonly LevelValues[],
  users: number,
  extrapolate: Extrapolate,
  chance: Chance,
  draws: number = enough,
): Prediction {
  const means = levelMeans(levels);
  const highest = means.at(-1);
  if (highest === undefined || means.length < neededLevels) {
    return { kind: 'unknown', users, why: `${means.length} levels are too few to leave one out` };
  }
  if (users > furthest * highest.level) {
    return { kind: 'unknown', users, why: `that is more than ${furthest} times the largest level, ${highest.level}` };
  }
  const beyond = (from: readonly LevelMean[]): number => extrapolate(from)?.(users) ?? Number.NaN;
  const missed = (from: readonly LevelMean[]): number =>
    Math.log((extrapolate(from.slice(0, -1))?.(highest.level) ?? Number.NaN) / (from.at(-1)?.mean ?? Number.NaN));
  const redrawn = redrawMeans(levels, draws, chance);
  const misses = middleOf(redrawn.map(missed));
  const interval = middleOf(redrawn.map(beyond));
  const [value, miss] = [beyond(means), missed(means)];
  if (misses === null || interval === null || !(value > 0) || !Number.isFinite(miss)) {
    return { kind: 'unknown', users, why: 'the levels say too little of what lies beyond them' };
  }
  const check: HeldOut = {
    users: highest.level,
    predicted: highest.mean * Math.exp(miss),
    interval: [highest.mean * Math.exp(misses[0]), highest.mean * Math.exp(misses[1])],
    measured: highest.mean,
  };
  const holds = check.interval[0] <= check.measured && check.measured <= check.interval[1];
  return holds ? { kind: 'predicted', users, value, interval, check } : { kind: 'withheld', users, check };
}
