import type { Finding } from '../model/finding.ts';
import type { Metric } from '../model/metric.ts';
import type { Latency, Observation, OperationObservation } from '../model/observation.ts';
import type { ResourceUse } from '../model/reading.ts';
import type { StartupReadings } from '../model/startup.ts';
import { median } from '../stats/median.ts';
import { measuredCpuMs, measuredPeakBytes, measureMetrics } from './measure-metrics.ts';

/** What metrics are made of. */
export interface Measured {
  /** The reference workload. */
  readonly steady: Observation;
  /** What the service used while it carried it; null where its processes could not be watched. */
  readonly use: ResourceUse | null;
  /** Null for a service that already ran. */
  readonly startup: StartupReadings | null;
  /** Resident memory when the load has drained, less that of the ready service before: a leak, a cache that filled, a heap that grew. */
  readonly growthBytes: number | null;
  /** `leak.*`; others are passed over. */
  readonly findings: readonly Finding[];
}

/** The metrics of a run: what is compared across runs and what limits can name. A number that was not measured is left out. */
export function metricsOf({ steady, use, startup, growthBytes, findings }: Measured): readonly Metric[] {
  const { total } = steady;
  // The service died before anything could be counted: its death is told elsewhere, and nothing else is known.
  if (total.requests === 0 && steady.ended === 'stopped') return [];
  const errors = total.requests === 0 ? 100 : (100 * total.errors) / total.requests;
  return [
    ...latencyMetrics(total.responseMs, ''),
    higherIsWorse('errors', '%', errors),
    { name: 'throughput', unit: '/s', value: steady.averageRatePerSecond, worse: 'lower' },
    ...(use === null ? ownMetrics(total) : resourceMetrics(use, total.requests)),
    ...measureMetrics(total, ''),
    ...(growthBytes === null ? [] : [higherIsWorse('rss-growth', 'bytes', growthBytes)]),
    ...(startup === null || startup.readyMs.length === 0 ? [] : [higherIsWorse('startup', 'ms', median(startup.readyMs))]),
    ...findings.flatMap(leakMetric),
    ...(steady.operations.length < 2
      ? []
      : steady.operations.flatMap((one) => [...latencyMetrics(one.responseMs, `(${one.name})`), ...measureMetrics(one, `(${one.name})`)])),
  ];
}

function latencyMetrics(latency: Latency, of: string): readonly Metric[] {
  const named = { mean: latency.mean, p50: latency.p50, p95: latency.p95, p99: latency.p99 };
  return Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [higherIsWorse(`${name}${of}`, 'ms', value)]));
}

/** Where nothing stays to be watched, what its operations themselves were measured to take. */
function ownMetrics(total: OperationObservation): readonly Metric[] {
  const [cpuMs, peakBytes] = [measuredCpuMs(total), measuredPeakBytes(total)];
  return [
    ...(cpuMs === null ? [] : [higherIsWorse('cpu-per-operation', 'ms', cpuMs)]),
    ...(peakBytes === null ? [] : [higherIsWorse('rss', 'bytes', peakBytes)]),
  ];
}

function resourceMetrics(use: ResourceUse, requests: number): readonly Metric[] {
  return [
    higherIsWorse('cpu', 'cores', use.cores),
    ...(requests === 0 ? [] : [higherIsWorse('cpu-per-operation', 'ms', use.cpuMs / requests)]),
    higherIsWorse('rss', 'bytes', use.peakRssBytes ?? use.rssBytes.max),
    ...(use.threads === null ? [] : [higherIsWorse('threads', 'count', use.threads.max)]),
    ...(use.descriptors === null ? [] : [higherIsWorse('descriptors', 'count', use.descriptors.max)]),
  ];
}

/**
 * What each operation leaves behind for good: nothing where no leak was found, whatever slope its noise had, so that later runs can
 * tell an old leak from a new one; and no number at all where it could not be told.
 */
function leakMetric({ id, kind, measured, unit }: Finding): readonly Metric[] {
  const what = /^leak\.(.+)$/.exec(id)?.[1];
  if (what === undefined || kind === 'inconclusive') return [];
  const value = kind === 'held' ? 0 : measured;
  return value === null ? [] : [higherIsWorse(what === 'memory' ? 'leak' : `leak(${what})`, unit, value)];
}

function higherIsWorse(name: string, unit: string, value: number): Metric {
  return { name, unit, value, worse: 'higher' };
}
