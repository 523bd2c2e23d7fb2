import { hodgesLehmann } from '../../stats/hodges-lehmann.ts';
import { normalPoint } from '../../stats/normal.ts';
import { signFlips } from '../../stats/sign-flips.ts';
import { signedRank } from '../../stats/signed-rank.ts';
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
import type { Bounds } from './bounds.ts';
import { type Plan, planLooks } from './plan.ts';

/** What the pairs say of one metric. */
export interface WeighedPairs extends Weighed {
  /** Whether more pairs may well turn it into a regression or an improvement. */
  readonly leaning: boolean;
}

/** One metric's effects, and what counts as much. */
export interface Question {
  readonly effects: readonly number[];
  readonly bounds: Bounds;
}

/** What a single test would call a find: reason enough to go on where there is time. */
const leaningLevel = 0.05;
/** Up to so many pairs all flips of signs are counted out, 4 096 at the most. */
const flippedUpTo = 12;

/** Weighs all metrics of a gate together, at a number of pairs that is one of the plan's looks. */
export function weighAll(questions: readonly Question[], look: number, plan: Plan): readonly WeighedPairs[] {
  const tested = questions.map(({ effects }) => signedRank(effects));
  // What never differed can be no false alarm, so it needs no share of the level: R. E. Tarone, Biometrics 46, 1990.
  const together = countVarying(questions);
  const differing =
    look <= flippedUpTo
      ? rejectFlips(questions, look, plan)
      : rejectEachWay(tested, together, (others) => plan.levelAt(look, gateLevel, others));
  const lastLevel = plan.levelAt(plan.looks.at(-1) ?? look, gateLevel, together);
  return questions.map((question, index) => {
    const differs = differing[index] ?? { worse: false, better: false };
    const least = Math.min(tested[index]?.pAbove ?? 1, tested[index]?.pBelow ?? 1);
    return weighOne(question, differs, least, lastLevel, look, plan);
  });
}

/** Metrics of which some pair differs: so many share the level. */
export function countVarying(questions: readonly Pick<Question, 'effects'>[]): number {
  return Math.max(1, questions.filter(({ effects }) => effects.some((effect) => effect !== 0)).length);
}

/** The smallest true worsening that a gate of so many pairs calls a regression four times in five; `spread` and `together` as they were measured. */
export function detectableIn(pairs: number, spread: number, floor: number, together: number): number {
  const error = spread / Math.sqrt(pairs);
  return detectableFrom(normalPoint(planLooks(pairs).levelAt(pairs, gateLevel, together)) * error, floor, error);
}

/** Of few pairs no rank sum is clear enough for a share of the level: all metrics are tested as one. */
function rejectFlips(questions: readonly Question[], look: number, plan: Plan): readonly Differs[] {
  const { above, below } = signFlips(questions.map(({ effects }) => effects));
  const level = plan.levelAt(look, gateLevel, 1);
  return above.map((p, index) => ({ worse: p <= level, better: (below[index] ?? 1) <= level }));
}

function weighOne(
  { effects, bounds: { floor, margin } }: Question,
  differs: Differs,
  leastP: number,
  level: number,
  look: number,
  plan: Plan,
): WeighedPairs {
  const { estimate, interval } = hodgesLehmann(effects, confidence);
  const error = interval === null ? null : standardErrorOf(interval);
  const planned = plan.looks.at(-1) ?? look;
  const errorInTheEnd = (error ?? 0) * Math.sqrt(look / planned);
  const isSafe = signedRank(effects.map((effect) => effect - margin)).pBelow <= plan.levelAt(look, passLevel, 1);
  const kind = kindFrom(differs, isSafe, estimate, floor);
  return {
    kind,
    estimate,
    interval,
    spread: error === null ? null : error * Math.sqrt(effects.length),
    detectable: error === null ? null : detectableFrom(normalPoint(level) * error, floor, error),
    blurred: isBlurred(plan.levelAt(planned, passLevel, 1), margin, errorInTheEnd),
    leaning: kind !== 'regression' && kind !== 'improvement' && Math.abs(estimate) >= floor && leastP <= leaningLevel,
  };
}
