import type { Paired } from '../../model/paired.ts';
import { printCount, printDuration } from '../../units/print.ts';
import { surenessOf, tellMore, tellNothing, tellOpen, tellSeen, type Weighty } from '../sum-up.ts';
import { fewestPairs } from './plan.ts';
import { isClear, kindOf, telling, type Standing, type WeighedStanding } from './standing.ts';
import { printSize, tellStanding } from './tell.ts';

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
  const worse = weighed.filter((each) => kindOf(each) === 'regression');
  const [worst, ...more] = worse.toSorted((a, b) => surenessOf(b.weighed) - surenessOf(a.weighed));
  if (worst !== undefined) return { kind: 'regression', reason: `${tellWorse(worst)}${tellMore(more.length)}, ${inPairs}.` };
  const doubt = findDoubt(standings, weighed, tests, paired, isTold(all, accepted));
  if (doubt !== null) return { kind: 'inconclusive', reason: doubt };
  return {
    kind: 'pass',
    reason: `${tellNothing(weighed.map(weighty), 'the base', standings.length < all.length)} ${inPairs}${tellSeen(weighed.map(weighty))}.${tellOpen(weighed.map(weighty))}`,
  };
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

/**
 * Whether one of the numbers that tell is known not to be worse, or to be worse as is accepted: of a machine that can tell none of them a
 * pass would be a guess.
 */
export function isTold(standings: readonly Standing[], accepted: ReadonlySet<string>): boolean {
  return standings.some((each) => {
    if (each.kind !== 'weighed' || !telling.has(each.effects.metric.name)) return false;
    return isClear(each) || (accepted.has(each.effects.metric.name) && kindOf(each) === 'regression');
  });
}

/** What is left to be judged: whether an accepted metric got worse need not be known. */
export function withoutAccepted(standings: readonly Standing[], accepted: ReadonlySet<string>): readonly Standing[] {
  return standings.filter((each) => each.kind !== 'weighed' || isClear(each) || !accepted.has(each.effects.metric.name));
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
    return `${lost.metric.name} was measured ${lost.kind === 'gone' ? 'at the base only' : 'in no pair on both sides'}.`;
  }
  const open = weighed.find((each) => !isClear(each) && !isWeightless(each));
  if (open !== undefined) return `${open.effects.metric.name}: ${tellStanding(open, tests)}`;
  return told
    ? null
    : `This runner is too noisy to compare on: ${printCount(tests)} pairs could tell neither CPU time nor latency nor throughput.`;
}

function tellWorse({ effects, weighed: { estimate, interval } }: WeighedStanding): string {
  const range = interval === null ? '' : ` (${printSize(interval[0], effects)} to ${printSize(interval[1], effects)})`;
  return `${effects.metric.name} is ${printSize(estimate, effects)} worse than at the base${range}`;
}

function weighty(standing: WeighedStanding): Weighty {
  return { of: standing.effects, weighed: standing.weighed, clear: isClear(standing) };
}
