import type { Finding } from '../model/finding.ts';
import type { Metric } from '../model/metric.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { Limit } from '../model/policy.ts';
import type { Run } from '../model/run.ts';
import { wilson } from '../stats/wilson.ts';
import { printCount, printPercent, printValue } from '../units/print.ts';
import { excuse, suffersFromSpoiling } from './blame.ts';
import { tellErrors } from './errors-evidence.ts';
import { tellLatency } from './latency-evidence.ts';

/** One finding for each limit of the run's policy, in the policy's order. */
export function judgeLimits(run: Run): readonly Finding[] {
  return run.policy.limits.map((limit) => {
    const metric = run.metrics.find(({ name }) => name === limit.metric);
    if (metric === undefined) return unknown(limit, `${limit.metric} was not measured, so its limit could not be judged.`);
    if (metric.unit !== limit.unit) {
      return unknown(limit, `${limit.metric} was measured in ${metric.unit} but its limit is in ${limit.unit}, so it could not be judged.`);
    }
    return limit.metric === 'errors' ? judgeErrors(run, metric, limit) : judgeNumber(run, metric, limit);
  });
}

function judgeNumber(run: Run, metric: Metric, limit: Limit): Finding {
  const evidence = tellLatency(metric.name, run.steady);
  const found = { ...facts(limit), measured: metric.value, evidence };
  const max = printValue(limit.max, limit.unit);
  const value = tellApart(metric.value, limit);
  if (metric.value <= limit.max) return { ...found, kind: 'held', sentence: `${metric.name} was ${value}, within its limit of ${max}.` };
  const excused = suffersFromSpoiling(metric.unit) ? excuse(run.self, { measured: metric.value, limit: limit.max }) : null;
  // Spoiling only ever adds to a latency: a limit that held is believed, one that broke is not.
  return excused === null
    ? { ...found, kind: 'broken', sentence: `${metric.name} was ${value}, above its limit of ${max}.` }
    : {
        ...found,
        kind: 'inconclusive',
        sentence: `${metric.name} was ${value}, above its limit of ${max}, but not surely by the service. ${excused}`,
      };
}

function judgeErrors(run: Run, metric: Metric, limit: Limit): Finding {
  const { total, operations } = run.steady;
  const share =
    total.requests === 0
      ? `No operation finished, which counts as ${printPercent(metric.value)} failed`
      : `${tellApart(metric.value, limit)} of ${printCount(total.requests)} operations failed`;
  const max = printValue(limit.max, limit.unit);
  const found = { ...facts(limit), ...interval(total), measured: metric.value, evidence: tellErrors(operations) };
  if (metric.value <= limit.max) return { ...found, kind: 'held', sentence: `${share}, within the limit of ${max}.` };
  const excused = excuse(run.self);
  // A busy runner makes answers late, never wrong: without its timeouts the run must still break the limit.
  return excused === null || percentWithoutTimeouts(total) > limit.max
    ? { ...found, kind: 'broken', sentence: `${share}, above the limit of ${max}.` }
    : { ...found, kind: 'inconclusive', sentence: `${share}, above the limit of ${max}, but only by timeouts. ${excused}` };
}

/** Prints a value so that it does not read like the limit it missed by a hair. */
function tellApart(value: number, limit: Limit): string {
  const short = printValue(value, limit.unit);
  return value !== limit.max && short === printValue(limit.max, limit.unit) ? `${value} ${limit.unit}` : short;
}

function percentWithoutTimeouts({ requests, errors, errorKinds }: OperationObservation): number {
  return requests === 0 ? 0 : (100 * (errors - (errorKinds.timeout ?? 0))) / requests;
}

function interval({ requests, errors }: OperationObservation): { interval?: readonly [number, number] } {
  if (requests === 0 || errors > requests) return {};
  const [low, high] = wilson(errors, requests);
  return { interval: [100 * low, 100 * high] };
}

function unknown(limit: Limit, sentence: string): Finding {
  return { ...facts(limit), kind: 'inconclusive', sentence, measured: null, evidence: [] };
}

function facts(limit: Limit): { id: string; limit: number; unit: string } {
  return { id: `limit.${limit.metric}`, limit: limit.max, unit: limit.unit };
}
