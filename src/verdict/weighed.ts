import { holm } from '../stats/holm.ts';
import { normalPoint } from '../stats/normal.ts';

/** What the numbers of both sides say of one metric; in the scale of its effects, larger is worse. */
export interface Weighed {
  readonly kind: 'regression' | 'improvement' | 'no-change' | 'inconclusive';
  readonly estimate: number;
  /** Of 95 %; null for so few numbers that they enclose none. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Standard deviation between pairs, or between the runs of a side; null as the interval is. */
  readonly spread: number | null;
  /** The smallest true worsening that is called a regression four times in five; null where so few can tell none. */
  readonly detectable: number | null;
  /** Whether it is too noisy to be told within its margin; of pairs, even after all that were planned. */
  readonly blurred: boolean;
}

/** Chance of a false regression of the whole comparison, whatever the number of its metrics; the same again for improvements. */
export const gateLevel = 0.01;
/** Chance of calling "no change" what got worse by the margin. */
export const passLevel = 0.02;
/** Of the intervals that are told. */
export const confidence = 0.95;
/** Share of the worsenings of a detectable size that go unseen all the same. */
const missed = 0.2;

/** Whether a metric differs beyond chance. */
export interface Differs {
  readonly worse: boolean;
  readonly better: boolean;
}

/** The chances of values as far above, or below, where nothing changed. */
interface Tested {
  readonly pAbove: number;
  readonly pBelow: number;
}

/** Which metrics differ when so many that vary are tested together, each way on its own. */
export function rejectEachWay(tested: readonly Tested[], together: number, levelAmong: (tests: number) => number): readonly Differs[] {
  const reject = (ps: readonly number[]): readonly boolean[] => holm(ps, together, levelAmong);
  const worse = reject(tested.map(({ pAbove }) => pAbove));
  const better = reject(tested.map(({ pBelow }) => pBelow));
  return tested.map((_, index) => ({ worse: worse[index] === true, better: better[index] === true }));
}

/** A difference counts only over the floor; `isSafe`: the margin is ruled out. */
export function kindFrom({ worse, better }: Differs, isSafe: boolean, estimate: number, floor: number): Weighed['kind'] {
  if (worse && estimate >= floor) return 'regression';
  if (better && estimate <= -floor) return 'improvement';
  return isSafe ? 'no-change' : 'inconclusive';
}

/** Whether a metric that comes to this is known not to be worse. */
export function isClear(kind: Weighed['kind']): boolean {
  return kind === 'no-change' || kind === 'improvement';
}

/** An interval of ranks is as wide as the noise really is, whatever its tails: E. L. Lehmann, Annals of Mathematical Statistics 34, 1963. */
export function standardErrorOf([low, high]: readonly [low: number, high: number]): number {
  return (high - low) / 2 / normalPoint((1 - confidence) / 2);
}

/** A worsening has to stand out of the noise, by which a test at its level `reaches`, and over the floor. */
export function detectableFrom(reaches: number, floor: number, error: number): number {
  return Math.max(reaches, floor) + normalPoint(missed) * error;
}

/** Whether a test at this level would mostly leave open what did not change at all. */
export function isBlurred(level: number, margin: number, error: number): boolean {
  return (normalPoint(level) + normalPoint(missed)) * error > margin;
}
