import { hodgesLehmannShift } from '../../stats/hodges-lehmann.ts';
import { holm } from '../../stats/holm.ts';
import { normalPoint } from '../../stats/normal.ts';
import { rankSum } from '../../stats/rank-sum.ts';
import type { Bounds } from '../paired/bounds.ts';

/** One metric's runs, so that larger is worse and differences are effects, and what counts as much. */
export interface Question {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly bounds: Bounds;
}

/** What two groups of runs say of one metric; in the scale of its effects, larger is worse. */
export interface Weighed {
  readonly kind: 'regression' | 'improvement' | 'no-change' | 'inconclusive';
  readonly estimate: number;
  /** Of 95 %; null for so few runs that they enclose none. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Standard deviation between the runs of a side; null as the interval is. */
  readonly spread: number | null;
  /** The smallest true worsening that is called a regression four times in five; null where so few runs can call nothing one. */
  readonly detectable: number | null;
  /** Whether it is too noisy to be told within its margin. */
  readonly blurred: boolean;
}

/** Fewer say nothing of the noise between them. */
export const fewestRuns = 4;
/** Chance of a false regression of the whole comparison, whatever the number of its metrics; the same again for improvements. */
const gateLevel = 0.01;
/** Chance of calling "no change" what got worse by the margin. */
const passLevel = 0.02;
const confidence = 0.95;
const missed = 0.2;

/** Weighs all gated metrics of two groups together: the unit is the run, and where nothing changed any run may be of either side. */
export function weighAll(questions: readonly Question[]): readonly Weighed[] {
  const enough = questions.map(({ before, after }) => Math.min(before.length, after.length) >= fewestRuns);
  const tested = questions.map(({ before, after }, index) =>
    enough[index] === true ? rankSum(before, after) : { larger: 0, pAbove: 1, pBelow: 1 },
  );
  const together = countTogether(questions.filter((_, index) => enough[index]));
  const levelAmong = (others: number): number => gateLevel / others;
  const worse = holm(
    tested.map(({ pAbove }) => pAbove),
    together,
    levelAmong,
  );
  const better = holm(
    tested.map(({ pBelow }) => pBelow),
    together,
    levelAmong,
  );
  return questions.map((question, index) =>
    enough[index] === true
      ? weighOne(question, { worse: worse[index] === true, better: better[index] === true }, gateLevel / together)
      : { kind: 'inconclusive', ...estimateOf(question), spread: null, detectable: null, blurred: true },
  );
}

/** The fewest runs of each side of which the clearest outcome would be a regression, with so many metrics tested together. */
export function runsToTell(together: number): number {
  let runs = fewestRuns;
  while (leastP(runs, runs) > gateLevel / Math.max(1, together)) runs += 1;
  return runs;
}

/** What never differed can be no false alarm, so it needs no share of the level: R. E. Tarone, Biometrics 46, 1990. */
export function countTogether(questions: readonly Pick<Question, 'before' | 'after'>[]): number {
  return Math.max(1, questions.filter(({ before, after }) => new Set([...before, ...after]).size > 1).length);
}

/** The chance of all runs after lying above all before: one over the number of ways to choose them. */
function leastP(before: number, after: number): number {
  let chance = 1;
  for (let taken = 1; taken <= after; taken += 1) chance *= taken / (before + taken);
  return chance;
}

function estimateOf({ before, after }: Question): Pick<Weighed, 'estimate' | 'interval'> {
  return hodgesLehmannShift(before, after, confidence);
}

function weighOne(question: Question, found: { readonly worse: boolean; readonly better: boolean }, level: number): Weighed {
  const { before, after, bounds } = question;
  const { floor, margin } = bounds;
  const { estimate, interval } = estimateOf(question);
  // An interval of ranks is as wide as the noise really is, whatever its tails: E. L. Lehmann, Annals of Mathematical Statistics 34, 1963.
  const error = interval === null ? null : (interval[1] - interval[0]) / 2 / normalPoint((1 - confidence) / 2);
  const isRegression = found.worse && estimate >= floor;
  const isImprovement = found.better && estimate <= -floor;
  const shifted = after.map((effect) => effect - margin);
  const isSafe = rankSum(before, shifted).pBelow <= passLevel;
  // What a regression has to stand out by is what the interval of its level reaches to, and that there are runs enough for one.
  const edge = hodgesLehmannShift(before, after, 1 - 2 * level).interval;
  const cannotTell = error === null || edge === null;
  return {
    kind: isRegression ? 'regression' : isImprovement ? 'improvement' : isSafe ? 'no-change' : 'inconclusive',
    estimate,
    interval,
    spread: error === null ? null : error / Math.sqrt(1 / before.length + 1 / after.length),
    detectable: cannotTell ? null : Math.max((edge[1] - edge[0]) / 2, floor) + normalPoint(missed) * error,
    blurred: error === null || (normalPoint(passLevel) + normalPoint(missed)) * error > margin,
  };
}
