import type { Finding } from '../model/finding.ts';
import type { Metric } from '../model/metric.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { Limit } from '../model/policy.ts';
import type { Run } from '../model/run.ts';
import type { Enclosed } from '../model/sample.ts';
import { certainty } from '../stats/certainty.ts';
import { printCount, printPercent, printValue } from '../units/print.ts';
import { sayMetric } from '../units/say-metric.ts';
import { excuse, percentWithoutTimeouts, suffersFromSpoiling } from './blame.ts';
import { findCause, isOnlyAftermath } from './cause.ts';
import { encloseErrors, encloseMetric, isOpen } from './enclose.ts';
import { tellErrors } from './errors-evidence.ts';
import { tellLatency } from './latency-evidence.ts';
import { judgeLeak } from './leak-limit.ts';

/** One finding for each limit of the run's policy, in the policy's order. */
export function judgeLimits(run: Run): readonly Finding[] {
  const cause = findCause(run.findings);
  return run.policy.limits.map((limit) => {
    const judged = judgeLimit(run, limit);
    if (cause === null || judged.kind !== 'broken' || !isOnlyAftermath(cause, limit, run.steady)) return judged;
    // What broke is the service's death or its hang, and that is told: this limit would only tell it again.
    const { replay: _, ...rest } = judged;
    return { ...rest, kind: 'inconclusive', sentence: `${judged.sentence.replace(/\.$/, '')}: explained by ${cause.id}.` };
  });
}

function judgeLimit(run: Run, limit: Limit): Finding {
  if (limit.metric === 'leak') return judgeLeak(run, limit);
  const metric = run.metrics.find(({ name }) => name === limit.metric);
  if (metric === undefined) return unknown(limit, tellMissing(limit, run.steady.total));
  if (metric.unit !== limit.unit) {
    return unknown(
      limit,
      `${sayMetric(limit.metric)} was measured in ${metric.unit} but its limit is in ${limit.unit}, so it could not be judged.`,
    );
  }
  return limit.metric === 'errors' ? judgeErrors(run, metric, limit) : judgeNumber(run, metric, limit);
}

function judgeNumber(run: Run, metric: Metric, limit: Limit): Finding {
  const sampled = run.sample === undefined ? null : encloseMetric(run.sample, metric.name);
  // Few starts have no interval; what else is in no sample was counted, or is a mean over so many that it has none to speak of.
  const enclosed = sampled ?? { value: metric.value, low: fastestStart(run, metric.name) ?? metric.value, high: null };
  const { value } = enclosed;
  const evidence = [...tellLatency(metric.name, run.steady), ...(sampled === null ? [] : tellInterval(sampled, run, limit))];
  const found = { ...facts(limit), ...intervalOf(sampled), measured: value, evidence };
  const max = printValue(limit.max, limit.unit);
  const said = `${sayMetric(metric.name)} was ${tellApart(value, limit)}${sampled === null ? '' : tellLoads(run)}`;
  if (value <= limit.max) return { ...found, kind: 'held', sentence: `${said}, within its limit of ${max}.` };
  const above = `${said}, above its limit of ${max}`;
  const surely = enclosed.low;
  if (surely === null || isOpen(enclosed, limit.max)) {
    return { ...found, kind: 'inconclusive', sentence: `${above}, ${tellFew(run, surely, limit)}` };
  }
  const excused = suffersFromSpoiling(metric.unit) ? excuse(run.self, (share) => surely * (1 - share) <= limit.max) : null;
  // Spoiling only ever adds to a latency: a limit that held is believed, one that broke is not.
  return excused === null
    ? { ...found, ...replayOf(run, limit), kind: 'broken', sentence: `${above}.` }
    : { ...found, kind: 'inconclusive', sentence: `${above}, but not surely by the service. ${excused}` };
}

function judgeErrors(run: Run, metric: Metric, limit: Limit): Finding {
  const counts = run.sample ?? run.steady.total;
  const enclosed = encloseErrors(counts);
  const value = run.sample === undefined ? metric.value : (enclosed?.value ?? metric.value);
  const share =
    counts.requests === 0
      ? `No operation finished, which counts as ${printPercent(value)} failed`
      : `${tellApart(value, limit)} of ${printCount(counts.requests)} operations failed`;
  const max = printValue(limit.max, limit.unit);
  const evidence = [...tellErrors(run.steady.operations), ...(enclosed === null ? [] : tellInterval(enclosed, run, limit))];
  const found = { ...facts(limit), ...intervalOf(enclosed), measured: value, evidence };
  if (value <= limit.max) return { ...found, kind: 'held', sentence: `${share}, within the limit of ${max}.` };
  const surely = enclosed?.low ?? value;
  if (surely <= limit.max) {
    return { ...found, kind: 'inconclusive', sentence: `${share}, above the limit of ${max}, ${tellFew(run, surely, limit)}` };
  }
  const excused = excuse(run.self);
  // Without its timeouts the run must still break the limit.
  return excused === null || percentWithoutTimeouts(counts) > limit.max
    ? { ...found, ...replayOf(run, limit), kind: 'broken', sentence: `${share}, above the limit of ${max}.` }
    : { ...found, kind: 'inconclusive', sentence: `${share}, above the limit of ${max}, but only by timeouts. ${excused}` };
}

/** What a replayed scenario is judged by; other limits need a whole run. */
const replayable: ReadonlySet<string> = new Set(['p95', 'mean', 'errors']);

function replayOf({ replay }: Run, limit: Limit): { replay?: string } {
  return replay === undefined || !replayable.has(limit.metric) ? {} : { replay };
}

/** Few starts have no interval; but a service that can be ready in time now and then is not surely too slow. */
function fastestStart({ startup }: Run, metric: string): number | undefined {
  return metric !== 'startup' || startup === null || startup.readyMs.length === 0 ? undefined : Math.min(...startup.readyMs);
}

function tellFew(run: Run, surely: number | null, limit: Limit): string {
  if (limit.metric === 'startup' && surely !== null) {
    return `but the fastest of ${run.startup?.readyMs.length ?? 0} starts took ${printValue(surely, limit.unit)}.`;
  }
  const few = `but in only ${printCount(operationsOf(run))} operations`;
  return surely === null
    ? `${few}, too few to be sure. A longer budget tells.`
    : `${few}: it may be as low as ${printValue(surely, limit.unit)}. A longer budget tells.`;
}

function tellInterval({ low, high }: Enclosed, run: Run, { unit }: Limit): readonly string[] {
  if (low === null || high === null) return [];
  return [
    `${100 * certainty} % interval ${printValue(low, unit)} to ${printValue(high, unit)}, ${printCount(operationsOf(run))} operations${tellLoads(run)}`,
  ];
}

function operationsOf({ sample, steady }: Run): number {
  return (sample ?? steady.total).requests;
}

function tellLoads({ sample }: Run): string {
  return sample === undefined || sample.loads < 2 ? '' : ` over ${sample.loads} loads`;
}

function tellMissing({ metric }: Limit, { requests }: OperationObservation): string {
  const needed = { p95: 20, p99: 100 }[metric];
  return needed !== undefined && requests < needed
    ? `Only ${printCount(requests)} operations finished, and ${sayMetric(metric)} needs ${needed}: its limit could not be judged. A longer budget tells.`
    : `${sayMetric(metric)} was not measured, so its limit could not be judged.`;
}

/** Prints a value so that it does not read like the limit it missed by a hair. */
function tellApart(value: number, limit: Limit): string {
  const short = printValue(value, limit.unit);
  return value !== limit.max && short === printValue(limit.max, limit.unit) ? `${Number(value.toPrecision(6))} ${limit.unit}` : short;
}

function intervalOf(enclosed: Enclosed | null): { interval?: readonly [number, number] } {
  return enclosed === null || enclosed.low === null || enclosed.high === null ? {} : { interval: [enclosed.low, enclosed.high] };
}

function unknown(limit: Limit, sentence: string): Finding {
  return { ...facts(limit), kind: 'inconclusive', sentence, measured: null, evidence: [] };
}

function facts(limit: Limit): { id: string; limit: number; unit: string } {
  return { id: `limit.${limit.metric}`, limit: limit.max, unit: limit.unit };
}
