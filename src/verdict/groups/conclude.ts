import { printCount } from '../../units/print.ts';
import type { PairedWord } from '../paired/conclude.ts';
import { telling } from '../paired/standing.ts';
import { printSize } from '../paired/tell.ts';
import { surenessOf, tellMore, tellNothing, tellOpen, tellSeen, type Weighty } from '../sum-up.ts';
import { isClear, kindOf, type Standing, type WeighedStanding } from './standing.ts';
import { sayRuns, tellStanding } from './tell.ts';

/**
 * Draws the overall word: one regression is one too many; a pass asks that nothing that can be told here was left open. So many runs of
 * each side would be enough to call something a regression. What is `accepted` does not count as either.
 */
export function concludeGroups(all: readonly Standing[], needed: number, accepted: ReadonlySet<string>): PairedWord {
  const standings = all.filter((each) => each.kind !== 'weighed' || isClear(each) || !accepted.has(each.sample.metric.name));
  const weighed = standings.filter((each) => each.kind === 'weighed');
  const [worst, ...more] = weighed
    .filter((each) => kindOf(each) === 'regression')
    .toSorted((a, b) => surenessOf(b.weighed) - surenessOf(a.weighed));
  if (worst !== undefined) return { kind: 'regression', reason: `${tellWorse(worst)}${tellMore(more.length)}.` };
  const doubt = findDoubt(standings, weighed, needed, isTold(all, accepted));
  if (doubt !== null) return { kind: 'inconclusive', reason: doubt };
  return {
    kind: 'pass',
    reason: `${tellNothing(weighed.map(weighty), 'before', standings.length < all.length)}${tellSeen(weighed.map(weighty))}.${tellOpen(weighed.map(weighty))}`,
  };
}

function findDoubt(standings: readonly Standing[], weighed: readonly WeighedStanding[], needed: number, told: boolean): string | null {
  const lost = standings.find((each) => each.kind === 'gone' || each.kind === 'unfit');
  if (lost?.kind === 'gone') return `${lost.metric.name} was measured in the runs before only.`;
  if (lost?.kind === 'unfit') return `${lost.metric.name} was zero, of which no ratio can be taken.`;
  const excused = weighed.find((each) => each.excused !== null);
  const open = excused ?? weighed.find((each) => !isClear(each) && !isWeightless(each));
  if (open !== undefined) return `${open.sample.metric.name}: ${tellStanding(open, needed)}`;
  return told
    ? null
    : 'The runs of one side differ too much from one another: they could tell neither CPU time nor latency nor throughput.';
}

/** Whether one of the numbers that tell is known not to be worse, or to be worse as is accepted. */
function isTold(standings: readonly Standing[], accepted: ReadonlySet<string>): boolean {
  return standings.some((each) => {
    if (each.kind !== 'weighed' || !telling.has(each.sample.metric.name)) return false;
    return isClear(each) || (accepted.has(each.sample.metric.name) && kindOf(each) === 'regression');
  });
}

/** Whether a metric that could not be told may be passed over: it is too noisy here for that, or shows no sign of being worse. */
function isWeightless({ weighed, bounds }: WeighedStanding): boolean {
  return weighed.estimate < bounds.floor || (weighed.blurred && weighed.detectable !== null && weighed.estimate <= bounds.margin);
}

function tellWorse({ sample, weighed: { estimate, interval } }: WeighedStanding): string {
  const range = interval === null ? '' : ` (${printSize(interval[0], sample)} to ${printSize(interval[1], sample)})`;
  return `${sample.metric.name} is ${printSize(estimate, sample)} worse than before${range} in ${sayRuns(sample.after.length)} against ${printCount(sample.before.length)}`;
}

function weighty(standing: WeighedStanding): Weighty {
  return { of: standing.sample, weighed: standing.weighed, clear: isClear(standing) };
}
