import { hodgesLehmann } from '../../stats/hodges-lehmann.ts';
import { holm } from '../../stats/holm.ts';
import { normalPoint } from '../../stats/normal.ts';
import { signFlips } from '../../stats/sign-flips.ts';
import { signedRank, type SignedRank } from '../../stats/signed-rank.ts';
import type { Bounds } from './bounds.ts';
import { type Plan, planLooks } from './plan.ts';

/** What the pairs say of one metric; in the scale of its effects, larger is worse. */
export interface Weighed {
  readonly kind: 'regression' | 'improvement' | 'no-change' | 'inconclusive';
  readonly estimate: number;
  /** Of 95 %; null for so few pairs that they enclose none. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Standard deviation between pairs; null as the interval is. */
  readonly spread: number | null;
  /** The smallest true worsening that is called a regression four times in five by so many pairs; null as the interval is. */
  readonly detectable: number | null;
  /** Whether all the pairs that were planned will leave it too noisy to be told within its margin. */
  readonly blurred: boolean;
  /** Whether more pairs may well turn it into a regression or an improvement. */
  readonly leaning: boolean;
}

/** One metric's effects, and what counts as much. */
export interface Question {
  readonly effects: readonly number[];
  readonly bounds: Bounds;
}

/** Chance of a false regression of the whole gate, whatever the number of its metrics; the same again for improvements. */
const gateLevel = 0.01;
/** Chance of calling "no change" what got worse by the margin. */
const passLevel = 0.02;
/** What a single test would call a find: reason enough to go on where there is time. */
const leaningLevel = 0.05;
const confidence = 0.95;
const missed = 0.2;

/** Up to so many pairs all flips of signs are counted out, 4 096 at the most. */
const flippedUpTo = 12;

/** Weighs all metrics of a gate together, at a number of pairs that is one of the plan's looks. */
export function weighAll(questions: readonly Question[], look: number, plan: Plan): readonly Weighed[] {
  const tested = questions.map(({ effects }) => signedRank(effects));
  // What never differed can be no false alarm, so it needs no share of the level: R. E. Tarone, Biometrics 46, 1990.
  const together = countVarying(questions);
  const { worse, better } = look <= flippedUpTo ? rejectFlips(questions, look, plan) : rejectRanks(tested, together, look, plan);
  const lastLevel = plan.levelAt(plan.looks.at(-1) ?? look, gateLevel, together);
  return questions.map((question, index) => {
    const found = { worse: worse[index] === true, better: better[index] === true };
    const least = Math.min(tested[index]?.pAbove ?? 1, tested[index]?.pBelow ?? 1);
    return weighOne(question, found, least, lastLevel, look, plan);
  });
}

/** Metrics of which some pair differs: so many share the level. */
export function countVarying(questions: readonly Pick<Question, 'effects'>[]): number {
  return Math.max(1, questions.filter(({ effects }) => effects.some((effect) => effect !== 0)).length);
}

/** The smallest true worsening that a gate of so many pairs calls a regression four times in five; `spread` and `together` as they were measured. */
export function detectableIn(pairs: number, spread: number, floor: number, together: number): number {
  return detectableFrom(spread / Math.sqrt(pairs), floor, planLooks(pairs).levelAt(pairs, gateLevel, together));
}

/** It has to stand out of the noise, and over the floor. */
function detectableFrom(error: number, floor: number, level: number): number {
  return Math.max(normalPoint(level) * error, floor) + normalPoint(missed) * error;
}

/** Which metrics differ beyond chance, for each. */
interface Rejected {
  readonly worse: readonly boolean[];
  readonly better: readonly boolean[];
}

/** Of few pairs no rank sum is clear enough for a share of the level: all metrics are tested as one. */
function rejectFlips(questions: readonly Question[], look: number, plan: Plan): Rejected {
  const { above, below } = signFlips(questions.map(({ effects }) => effects));
  const level = plan.levelAt(look, gateLevel, 1);
  return { worse: above.map((p) => p <= level), better: below.map((p) => p <= level) };
}

function rejectRanks(tested: readonly SignedRank[], together: number, look: number, plan: Plan): Rejected {
  const levelAmong = (others: number): number => plan.levelAt(look, gateLevel, others);
  const worse = holm(
    tested.map(({ pAbove }) => pAbove),
    together,
    levelAmong,
  );
  return {
    worse,
    better: holm(
      tested.map(({ pBelow }) => pBelow),
      together,
      levelAmong,
    ),
  };
}

function weighOne(
  { effects, bounds: { floor, margin } }: Question,
  found: { readonly worse: boolean; readonly better: boolean },
  leastP: number,
  level: number,
  look: number,
  plan: Plan,
): Weighed {
  const { estimate, interval } = hodgesLehmann(effects, confidence);
  // An interval of ranks is as wide as the noise really is, whatever its tails: E. L. Lehmann, Annals of Mathematical Statistics 34, 1963.
  const error = interval === null ? null : (interval[1] - interval[0]) / 2 / normalPoint((1 - confidence) / 2);
  const planned = plan.looks.at(-1) ?? look;
  const errorInTheEnd = (error ?? 0) * Math.sqrt(look / planned);
  const isRegression = found.worse && estimate >= floor;
  const isImprovement = found.better && estimate <= -floor;
  const isSafe = signedRank(effects.map((effect) => effect - margin)).pBelow <= plan.levelAt(look, passLevel, 1);
  return {
    kind: isRegression ? 'regression' : isImprovement ? 'improvement' : isSafe ? 'no-change' : 'inconclusive',
    estimate,
    interval,
    spread: error === null ? null : error * Math.sqrt(effects.length),
    detectable: error === null ? null : detectableFrom(error, floor, level),
    blurred: (normalPoint(plan.levelAt(planned, passLevel, 1)) + normalPoint(missed)) * errorInTheEnd > margin,
    leaning: !isRegression && !isImprovement && Math.abs(estimate) >= floor && leastP <= leaningLevel,
  };
}
