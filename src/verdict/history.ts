import type { Comparison } from '../model/comparison.ts';
import type { RememberedRun } from '../model/memory.ts';
import type { Metric } from '../model/metric.ts';
import type { Run } from '../model/run.ts';
import { median } from '../stats/median.ts';
import { printPercent } from '../units/print.ts';
import { excuse, excuseUnsteady, percentWithoutTimeouts, suffersFromSpoiling } from './blame.ts';
import { findCause } from './cause.ts';
import { detectableShare, extreme, lasting, neededRuns, suspicious, windowRuns } from './rules.ts';
import { smallestEffect } from './smallest-effect.ts';

/** A comparison, and whether there was history enough to judge it at all: without, "inconclusive" says nothing about the run. */
export interface Compared {
  readonly comparison: Comparison;
  readonly mature: boolean;
  /** Why a worsening is not held against the service; null where nothing was excused. */
  readonly excused: string | null;
}

/**
 * What is compared: one or two numbers for each thing that can get worse. Quantiles of single operations move together with
 * these, and each further number would add false alarms of its own. All starts of a run fall into one minute, and a busy one doubles
 * them; a leak is not compared but dated.
 */
const comparedMetrics: ReadonlySet<string> = new Set(['errors', 'mean', 'p95', 'throughput', 'cpu-per-operation', 'rss']);

/** What `before` is the median of. */
const recentRuns = 20;

/** Compares each metric of a run with the earlier runs that may be compared with it, oldest first. */
export function compareWithHistory(run: Run, earlier: readonly RememberedRun[]): readonly Compared[] {
  const gated = run.metrics.filter(({ name }) => comparedMetrics.has(name));
  const together = gated.filter((metric) => valuesOf(metric, earlier).length + 1 >= neededRuns).length;
  return gated.map((metric) => compareMetric(metric, valuesOf(metric, earlier), together, run));
}

/** The metric's earlier values inside the window, oldest first. A metric that changed its unit or direction is another one. */
function valuesOf(metric: Metric, earlier: readonly RememberedRun[]): readonly number[] {
  return earlier
    .flatMap(({ metrics }) =>
      metrics.filter((m) => m.name === metric.name && m.unit === metric.unit && m.worse === metric.worse).slice(0, 1),
    )
    .map(({ value }) => value)
    .slice(1 - windowRuns);
}

function compareMetric(metric: Metric, earlier: readonly number[], together: number, run: Run): Compared {
  const { name, unit, value: after } = metric;
  if (earlier.length === 0) {
    return {
      comparison: { metric: name, unit, before: null, after, ...nothing, kind: 'not-comparable', reason: noneBefore },
      mature: false,
      excused: null,
    };
  }
  const before = median(earlier.slice(-recentRuns));
  const facts = { metric: name, unit, before, after, ...nothing, changePercent: changePercent(before, after) };
  const count = earlier.length + 1;
  if (count < neededRuns) {
    const reason = `${count} of ${neededRuns} runs: too few to tell a change from noise.`;
    return { comparison: { ...facts, kind: 'inconclusive', reason }, mature: false, excused: null };
  }
  const oriented = [...earlier, after].map((value) => (metric.worse === 'higher' ? value : -value));
  const least = smallestEffect(metric);
  const share = detectableShare(oriented, least);
  const judged = decide(oriented, least, together, share);
  const isWorse = judged.kind !== 'no-change' && judged.kind !== 'improvement';
  const excused = isWorse && suffersFromSpoiling(unit) ? findExcuse(metric, before, run) : null;
  return {
    comparison: {
      ...facts,
      smallestDetectablePercent: share === null ? null : 100 * share,
      kind: excused === null ? judged.kind : 'inconclusive',
      reason: excused === null ? judged.reason : `Worse, but not surely by the service. ${excused}`,
    },
    mature: true,
    excused,
  };
}

function findExcuse(metric: Metric, before: number, run: Run): string | null {
  const cause = run.steady.ended === 'stopped' ? findCause(run.findings) : null;
  // A load that the service did not live through, or got stuck in, is no measure of the load it carries.
  if (cause !== null) return `Explained by ${cause.id}.`;
  const explains = isExplained(metric, before, run);
  // Errors do not come and go with the time an answer takes.
  return excuse(run.self, explains) ?? (metric.name === 'errors' ? null : excuseUnsteady(run.findings, explains));
}

/** Whether a metric is no worse than before once the most is taken off that trouble of our own can have added to each response. */
function isExplained({ name, value, worse }: Metric, before: number, { steady }: Run): (mostShare: number) => boolean {
  if (name === 'errors') return () => percentWithoutTimeouts(steady.total) <= before;
  // In a closed loop the rate falls as response times grow, by the same factor at most.
  return (share) => (worse === 'higher' ? value * (1 - share) <= before : value >= before * (1 - share));
}

const nothing = { changePercent: null, intervalPercent: null, smallestDetectablePercent: null };
const noneBefore = 'No earlier run measured this.';

function decide(runs: readonly number[], least: number, together: number, share: number | null): Pick<Comparison, 'kind' | 'reason'> {
  if (lasting(runs, least)) return { kind: 'regression', reason: 'Three runs in a row were worse than each of the 20 before them.' };
  if (extreme(runs, least)) return { kind: 'regression', reason: 'So much worse than every earlier run that no noise explains it.' };
  if (suspicious(runs, least, together)) {
    const reason = `Among the worst of the last ${runs.length} runs: suspect. Three such runs in a row would be a regression.`;
    return { kind: 'inconclusive', reason };
  }
  const better = runs.map((value) => -value);
  if (lasting(better, least)) return { kind: 'improvement', reason: 'Three runs in a row were better than each of the 20 before them.' };
  const seen = share === null ? '' : ` A lasting step of ${printPercent(100 * share)} would have been seen.`;
  return { kind: 'no-change', reason: `Within what earlier runs did.${seen}` };
}

function changePercent(before: number, after: number): number | null {
  const change = 100 * (after / before - 1);
  return Number.isFinite(change) ? change : null;
}
