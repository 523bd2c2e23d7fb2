import type { KeptAcceptance } from '../model/acceptance.ts';
import type { Comparison } from '../model/comparison.ts';
import type { RememberedRun } from '../model/memory.ts';
import type { Metric } from '../model/metric.ts';
import type { RunAlone } from '../model/run.ts';
import { median } from '../stats/median.ts';
import { suffersFromSpoiling } from './blame.ts';
import { changeInterval } from './history/change-interval.ts';
import { demandedEffect } from './history/demanded-effect.ts';
import { earlierValues, type EarlierValue } from './history/earlier-values.ts';
import { findExcuse } from './history/find-excuse.ts';
import { findShift } from './history/find-shift.ts';
import { tellWord } from './history/tell.ts';
import { agreeing, detectableAtOnce, judgeRuns, neededRuns, usualBefore, type HistoryWord } from './rules.ts';
import { smallestEffect } from './smallest-effect.ts';

/** A comparison, and whether there was history enough to judge it at all: without, "inconclusive" says nothing about the run. */
export interface Compared {
  readonly comparison: Comparison;
  readonly mature: boolean;
  /** Whether it is as bad as the run before was already, which was let in. */
  readonly known: boolean;
  /** Why a worsening is not held against the service; null where nothing was excused. */
  readonly excused: string | null;
}

/** What a run is held against. */
export interface Earlier {
  /** Those that may be compared, in the order in which they were kept. */
  readonly runs: readonly RememberedRun[];
  /** What they were let get worse by. */
  readonly acceptances: readonly KeptAcceptance[];
}

/**
 * What is compared: one or two numbers for each thing that can get worse. Quantiles of single operations move together with
 * these, and each further number would add false alarms of its own. All starts of a run fall into one minute, and a busy one doubles
 * them; a leak is not compared but dated.
 */
const comparedMetrics: ReadonlySet<string> = new Set([
  'errors',
  'mean',
  'p95',
  'throughput',
  'cpu-per-operation',
  'rss',
  'scaling-throughput',
  'scaling-p95',
]);

/** Whether a metric of this name is held against earlier runs. */
export function isHeldAgainstHistory(name: string): boolean {
  return comparedMetrics.has(name);
}

/** Compares each metric of a run with the earlier runs that may be compared with it. */
export function compareWithHistory(run: RunAlone, { runs, acceptances }: Earlier): readonly Compared[] {
  const gated = run.metrics
    .filter(({ name }) => comparedMetrics.has(name))
    .map((metric) => ({ metric, earlier: earlierValues(metric, runs, acceptances) }));
  const together = gated.filter(({ earlier }) => earlier.length + 1 >= neededRuns).length;
  return gated.map(({ metric, earlier }) => {
    if (earlier.length === 0) return tooYoung(metric, earlier, 'not-comparable', 'No earlier run measured this.');
    const count = earlier.length + 1;
    if (count < neededRuns) {
      return tooYoung(metric, earlier, 'inconclusive', `${count} of ${neededRuns} runs: too few to tell a change from noise.`);
    }
    return compareMetric(metric, earlier, together, run);
  });
}

function tooYoung(metric: Metric, earlier: readonly EarlierValue[], kind: 'not-comparable' | 'inconclusive', reason: string): Compared {
  const before = earlier.length === 0 ? null : median(earlier.map(({ rebased }) => rebased));
  const changePercent = before === null ? null : changeOf(metric, before)(metric.value - before);
  return {
    comparison: {
      ...factsOf(metric, earlier),
      before,
      changePercent,
      intervalPercent: null,
      smallestDetectablePercent: null,
      noisePercent: null,
      kind,
      reason,
    },
    mature: false,
    known: false,
    excused: null,
  };
}

function compareMetric(metric: Metric, earlier: readonly EarlierValue[], together: number, run: RunAlone): Compared {
  const runs = [...earlier.map(({ rebased }) => rebased), metric.value];
  const sign = metric.worse === 'higher' ? 1 : -1;
  const oriented = runs.map((value) => sign * value);
  const least = demandedEffect(metric, oriented);
  const word = judgeRuns(oriented, least, together);
  // Of runs that agree the middle one says where the level is now; else this one alone does.
  const last = word === 'lasting' || word === 'improved' ? agreeing : 1;
  const better = word === 'improved' ? -1 : 1;
  const usual = usualBefore(
    oriented.map((value) => better * value),
    last,
  );
  const before = sign * better * usual.level;
  const { change, interval } = changeInterval(runs.slice(0, -last), runs.slice(-last), usual.recent);
  const percent = changeOf(metric, before);
  const excused = isWorse(word) && suffersFromSpoiling(metric.unit) ? findExcuse(metric, before, run) : null;
  const [low, high] = [percent(interval[0]), percent(interval[1])];
  const newest = earlier.at(-1);
  return {
    comparison: {
      ...factsOf(metric, earlier),
      before,
      changePercent: percent(change),
      intervalPercent: low === null || high === null ? null : [low, high],
      smallestDetectablePercent: percent(detectableAtOnce(usual, least, together)),
      noisePercent: percent(usual.noise),
      kind: excused === null ? kindOf[word] : 'inconclusive',
      reason: excused === null ? tellWord({ word, metric, usual, runs: oriented, least, together, newest }) : `${unsure} ${excused}`,
    },
    mature: true,
    known: word === 'known',
    excused,
  };
}

const unsure = 'Worse, but not surely by the service.';

/** One run that looks worse, or is as bad as one that was let in, leaves open whether this change is to blame: it is never a free pass. */
const kindOf: Readonly<Record<HistoryWord, Comparison['kind']>> = {
  lasting: 'regression',
  extreme: 'regression',
  known: 'inconclusive',
  suspicious: 'inconclusive',
  improved: 'improvement',
  usual: 'no-change',
};

function isWorse(word: HistoryWord): boolean {
  return word !== 'improved' && word !== 'usual';
}

function factsOf(metric: Metric, earlier: readonly EarlierValue[]): Pick<Comparison, Fact> {
  const changeIn = changeInOf(metric);
  return {
    metric: metric.name,
    unit: metric.unit,
    after: metric.value,
    changeIn,
    trail: earlier.map(({ value }) => value),
    shift: findShift(earlier, smallestEffect(metric), changeIn),
    accepted: null,
  };
}

type Fact = 'metric' | 'unit' | 'after' | 'changeIn' | 'trail' | 'shift' | 'accepted';

function changeInOf({ unit }: Metric): Comparison['changeIn'] {
  return unit === '%' ? 'points' : 'percent';
}

/** What a size in the metric's unit is in points, or in percent of what was before; null where that was nothing. */
function changeOf(metric: Metric, before: number): (size: number) => number | null {
  const scale = changeInOf(metric) === 'points' ? 1 : 100 / Math.abs(before);
  // Adding zero makes −0 zero.
  return (size) => (Number.isFinite(size * scale) ? size * scale + 0 : null);
}
