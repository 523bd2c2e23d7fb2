import { printCount } from '../../units/print.ts';
import { sayMetric } from '../../units/say-metric.ts';
import type { PairedWord } from '../paired/conclude.ts';
import { isLetPass, isTold, regressionsOf, tellMore, tellNothing, tellOpen, tellSeen, tellWorse, type Weighty } from '../sum-up.ts';
import { isClear } from '../weighed.ts';
import type { Sample } from './samples.ts';
import { kindOf, type Standing, type WeighedStanding } from './standing.ts';
import { sayRuns, tellStanding } from './tell.ts';

/**
 * Draws the overall word: one regression is one too many; a pass asks that nothing that can be told here was left open. So many runs of
 * each side would be enough to call something a regression. What is `accepted` does not count as either.
 */
export function concludeGroups(all: readonly Standing[], needed: number, accepted: ReadonlySet<string>): PairedWord {
  const standings = all.filter((each) => each.kind !== 'weighed' || !isLetPass(weightyOf(each), accepted));
  const weighed = standings.filter((each) => each.kind === 'weighed');
  const weighty = weighed.map(weightyOf);
  const [worst, ...more] = regressionsOf(weighty);
  if (worst !== undefined) {
    const runs = `${sayRuns(worst.of.after.length)} against ${printCount(worst.of.before.length)}`;
    return { kind: 'regression', reason: `${tellWorse(worst, 'before')} in ${runs}${tellMore(more.length)}.` };
  }
  const told = isTold(all.filter((each) => each.kind === 'weighed').map(weightyOf), accepted);
  const doubt = findDoubt(standings, weighed, needed, told);
  if (doubt !== null) return { kind: 'inconclusive', reason: doubt };
  return {
    kind: 'pass',
    reason: `${tellNothing(weighty, 'before', standings.length < all.length)}${tellSeen(weighty)}.${tellOpen(weighty)}`,
  };
}

function findDoubt(standings: readonly Standing[], weighed: readonly WeighedStanding[], needed: number, told: boolean): string | null {
  const lost = standings.find((each) => each.kind === 'gone' || each.kind === 'unfit');
  if (lost?.kind === 'gone') return `${sayMetric(lost.metric.name)} was measured in the runs before only.`;
  if (lost?.kind === 'unfit') return `${sayMetric(lost.metric.name)} was zero, of which no ratio can be taken.`;
  const excused = weighed.find((each) => each.excused !== null);
  const open = excused ?? weighed.find((each) => !isClear(kindOf(each)) && !isWeightless(each));
  if (open !== undefined) return `${sayMetric(open.sample.metric.name)}: ${tellStanding(open, needed)}`;
  return told
    ? null
    : 'The runs of one side differ too much from one another: they could tell neither CPU time nor latency nor throughput.';
}

/** Whether a metric that could not be told may be passed over: it is too noisy here for that, or shows no sign of being worse. */
function isWeightless({ weighed, bounds }: WeighedStanding): boolean {
  return weighed.estimate < bounds.floor || (weighed.blurred && weighed.detectable !== null && weighed.estimate <= bounds.margin);
}

function weightyOf(standing: WeighedStanding): Weighty<Sample> {
  return { of: standing.sample, weighed: standing.weighed, kind: kindOf(standing) };
}
