import { nonNegativeLeastSquares } from './non-negative-least-squares.ts';
import type { LevelMean } from './redraw-levels.ts';

/**
 * How a time grows with the number N of users: first + perUser·(N − 1) + perPair·N(N − 1), none of them below 0. Where it is the time N/X
 * that a user's turn takes, the rate X is that of the Universal Scalability Law, X(N) = λN / (1 + σ(N − 1) + κN(N − 1)), with
 * λ = 1/first, contention σ = perUser/first and coherency κ = perPair/first. A time to answer grows by the same law.
 *
 * Source: N. J. Gunther, A General Theory of Computational Scalability Based on Rational Functions, 2008.
 */
export interface ScalabilityCurve {
  /** Above 0. */
  readonly first: number;
  readonly perUser: number;
  readonly perPair: number;
}

/** Fewer numbers of users leave the three coefficients open. */
const neededLevels = 3;

/**
 * The curve through the means of levels, whose `level` is a number of users, by least squares of relative misses: the law is linear in its
 * coefficients, so nothing has to be searched for. Null for fewer than three levels, and where a first user would take no time.
 */
export function fitScalability(means: readonly LevelMean[]): ScalabilityCurve | null {
  if (new Set(means.map(({ level }) => level)).size < neededLevels) return null;
  const [first = 0, perUser = 0, perPair = 0] = nonNegativeLeastSquares(
    means.map(({ level }) => [1, level - 1, level * (level - 1)]),
    means.map(({ mean }) => mean),
    means.map(({ mean, values }) => values / mean ** 2),
  );
  return first > 0 && Number.isFinite(first + perUser + perPair) ? { first, perUser, perPair } : null;
}

/** The time at so many users. */
export function timeAt({ first, perUser, perPair }: ScalabilityCurve, users: number): number {
  return first + perUser * (users - 1) + perPair * users * (users - 1);
}

/** σ: the share of a turn that each further user adds by waiting in line. */
export function contentionOf({ first, perUser }: ScalabilityCurve): number {
  return perUser / first;
}

/** κ: the share of a turn that each pair of users adds by having to agree. */
export function coherencyOf({ first, perPair }: ScalabilityCurve): number {
  return perPair / first;
}

/** N* = √((1 − σ)/κ), the number of users at which the rate is highest: 1 where a second one only harms, infinite where there is no such number. */
export function peakUsersOf({ first, perUser, perPair }: ScalabilityCurve): number {
  if (perUser >= first) return 1;
  return Math.max(1, Math.sqrt((first - perUser) / perPair));
}
