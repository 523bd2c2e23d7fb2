import { hodgesLehmannShift } from '../../stats/hodges-lehmann.ts';
import { rankSum } from '../../stats/rank-sum.ts';
import type { Bounds } from '../paired/bounds.ts';
import {
  confidence,
  detectableFrom,
  gateLevel,
  isBlurred,
  kindFrom,
  passLevel,
  rejectEachWay,
  standardErrorOf,
  type Differs,
  type Weighed,
} from '../weighed.ts';

/** One metric's runs, so that larger is worse and differences are effects, and what counts as much. */
export interface Question {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly bounds: Bounds;
}

/** Fewer say nothing of the noise between them. */
export const fewestRuns = 4;

/** Weighs all gated metrics of two groups together: the unit is the run, and where nothing changed any run may be of either side. */
export function weighAll(questions: readonly Question[]): readonly Weighed[] {
  const enough = questions.map(({ before, after }) => Math.min(before.length, after.length) >= fewestRuns);
  const tested = questions.map(({ before, after }, index) =>
    enough[index] === true ? rankSum(before, after) : { larger: 0, pAbove: 1, pBelow: 1 },
  );
  const together = countTogether(questions.filter((_, index) => enough[index]));
  const differing = rejectEachWay(tested, together, (others) => gateLevel / others);
  return questions.map((question, index) => {
    const differs = differing[index];
    return enough[index] === true && differs !== undefined
      ? weighOne(question, differs, gateLevel / together)
      : { kind: 'inconclusive', ...estimateOf(question), spread: null, detectable: null, blurred: true };
  });
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

function weighOne(question: Question, differs: Differs, level: number): Weighed {
  const { before, after, bounds } = question;
  const { floor, margin } = bounds;
  const { estimate, interval } = estimateOf(question);
  const error = interval === null ? null : standardErrorOf(interval);
  const shifted = after.map((effect) => effect - margin);
  const isSafe = rankSum(before, shifted).pBelow <= passLevel;
  // What a regression has to stand out by is what the interval of its level reaches to, and that there are runs enough for one.
  const edge = hodgesLehmannShift(before, after, 1 - 2 * level).interval;
  const cannotTell = error === null || edge === null;
  return {
    kind: kindFrom(differs, isSafe, estimate, floor),
    estimate,
    interval,
    spread: error === null ? null : error / Math.sqrt(1 / before.length + 1 / after.length),
    detectable: cannotTell ? null : detectableFrom((edge[1] - edge[0]) / 2, floor, error),
    blurred: error === null || isBlurred(passLevel, margin, error),
  };
}
