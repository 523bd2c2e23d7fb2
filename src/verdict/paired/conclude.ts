import type { Paired } from '../../model/paired.ts';
import { printCount, printDuration } from '../../units/print.ts';
import { sayMetric } from '../../units/say-metric.ts';
import { isLetPass, isTold, regressionsOf, tellMore, tellNothing, tellOpen, tellSeen, tellWorse, type Weighty } from '../sum-up.ts';
import { isClear } from '../weighed.ts';
import { fewestPairs } from './plan.ts';
import { kindOf, type Standing, type WeighedStanding } from './standing.ts';
import { tellStanding } from './tell.ts';

/** What the pairs say of the whole change. */
export interface PairedWord {
  readonly kind: 'regression' | 'pass' | 'inconclusive';
  /** One sentence or two, for a reviewer. It may end in what a service printed when it did not start. */
  readonly reason: string;
}

/** Has a number only where there are requests enough. */
const optional: ReadonlySet<string> = new Set(['p99']);
/** A pair that comes to nothing now and then is bad luck; more is something that this comparison did not see. */
const failedShare = 1 / 8;

/**
 * Draws the overall word: one regression is one too many; a pass asks that nothing that can be told here was left open. What is `accepted`
 * does not count as either.
 */
export function concludePaired(
  all: readonly Standing[],
  tests: number,
  paired: Pick<Paired, 'failures' | 'headFailures' | 'pairMs'>,
  accepted: ReadonlySet<string>,
): PairedWord {
  const standings = withoutAccepted(all, accepted);
  const weighed = standings.filter((each) => each.kind === 'weighed');
  const inPairs = `in ${printCount(tests)} pairs`;
  const weighty = weighed.map(weightyOf);
  const [worst, ...more] = regressionsOf(weighty);
  if (worst !== undefined) {
    return { kind: 'regression', reason: `${tellWorse(worst, 'at the base')}${tellMore(more.length)}, ${inPairs}.` };
  }
  const told = isTold(all.filter((each) => each.kind === 'weighed').map(weightyOf), accepted);
  const doubt = findDoubt(standings, weighed, tests, paired, told);
  if (doubt !== null) return { kind: 'inconclusive', reason: doubt };
  return {
    kind: 'pass',
    reason: `${tellNothing(weighty, 'the base', standings.length < all.length)} ${inPairs}${tellSeen(weighty)}.${tellOpen(weighty)}`,
  };
}

/** The same, as far as it matters for the whole. */
export function weightyOf(standing: WeighedStanding): Weighty {
  return { of: standing.effects, weighed: standing.weighed, kind: kindOf(standing) };
}

/** Whether a metric that could not be told may be passed over: it is too noisy here for that, or shows no sign of being worse. */
export function isWeightless(standing: WeighedStanding): boolean {
  const { weighed, bounds, bias, effects } = standing;
  if (bias !== null) return false;
  if (effects.tests.length < fewestPairs) return optional.has(effects.metric.name);
  return weighed.blurred ? weighed.estimate <= bounds.margin : weighed.estimate < bounds.floor;
}

/** Whether what the base has could not be compared, though it can always be measured. */
export function isLost(standing: Exclude<Standing, WeighedStanding>): boolean {
  return standing.kind !== 'new' && !optional.has(standing.metric.name);
}

/** What is left to be judged. */
export function withoutAccepted(standings: readonly Standing[], accepted: ReadonlySet<string>): readonly Standing[] {
  return standings.filter((each) => each.kind !== 'weighed' || !isLetPass(weightyOf(each), accepted));
}

function findDoubt(
  standings: readonly Standing[],
  weighed: readonly WeighedStanding[],
  tests: number,
  { failures, headFailures, pairMs }: Pick<Paired, 'failures' | 'headFailures' | 'pairMs'>,
  told: boolean,
): string | null {
  const [failure] = failures;
  if (tests < fewestPairs) {
    const few =
      tests === 0
        ? `No pair came about${failure === undefined ? ': our own measuring was in the way each time' : ''}.`
        : `Only ${printCount(tests)} ${tests === 1 ? 'pair was' : 'pairs were'} measured, too few to tell.`;
    if (failure !== undefined) return `${few} ${failure}`;
    // What the first one took tells how many there is time for.
    return tests === 0 ? few : `${few} ${fewestPairs} take about ${printDuration(fewestPairs * pairMs)}: give the budget more time.`;
  }
  if (failure !== undefined && headFailures === failures.length) {
    return `The head did not work in ${printCount(headFailures)} of ${printCount(tests + headFailures)} pairs, and the base in all of them. ${failure}`;
  }
  if (failure !== undefined && failures.length > failedShare * (tests + failures.length)) {
    return `${printCount(failures.length)} of ${printCount(tests + failures.length)} pairs came to nothing. ${failure}`;
  }
  const lost = standings.find((each) => each.kind !== 'weighed' && isLost(each));
  if (lost !== undefined && lost.kind !== 'weighed') {
    return `${sayMetric(lost.metric.name)} was measured ${lost.kind === 'gone' ? 'at the base only' : 'in no pair on both sides'}.`;
  }
  const open = weighed.find((each) => !isClear(kindOf(each)) && !isWeightless(each));
  if (open !== undefined) return `${sayMetric(open.effects.metric.name)}: ${tellStanding(open, tests)}`;
  return told
    ? null
    : `This runner is too noisy to compare on: ${printCount(tests)} pairs could tell neither CPU time nor latency nor throughput.`;
}
