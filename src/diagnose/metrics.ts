import type { Metric } from '../model/metric.ts';
import type { Latency, Observation } from '../model/observation.ts';
import type { ResourceUse } from '../model/reading.ts';

/** The metrics of the reference workload: what is compared across runs and what limits can name. A number that was not measured is left out. */
export function metricsOf(steady: Observation, resources: ResourceUse | null, startupMs: number | null): readonly Metric[] {
  const { total } = steady;
  // The service died before anything could be counted: its death is told elsewhere, and nothing else is known.
  if (total.requests === 0 && steady.ended === 'stopped') return [];
  const errors = total.requests === 0 ? 100 : (100 * total.errors) / total.requests;
  return [
    ...latencyMetrics(total.responseMs, ''),
    higherIsWorse('errors', '%', errors),
    { name: 'throughput', unit: '/s', value: steady.averageRatePerSecond, worse: 'lower' },
    ...resourceMetrics(resources, total.requests),
    ...(startupMs === null ? [] : [higherIsWorse('startup', 'ms', startupMs)]),
    ...(steady.operations.length < 2 ? [] : steady.operations.flatMap(({ name, responseMs }) => latencyMetrics(responseMs, `(${name})`))),
  ];
}

function latencyMetrics(latency: Latency, of: string): readonly Metric[] {
  const named = { mean: latency.mean, p50: latency.p50, p95: latency.p95, p99: latency.p99 };
  return Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [higherIsWorse(`${name}${of}`, 'ms', value)]));
}

function resourceMetrics(resources: ResourceUse | null, requests: number): readonly Metric[] {
  if (resources === null) return [];
  return [
    ...(requests === 0 ? [] : [higherIsWorse('cpu-per-operation', 'ms', resources.cpuMs / requests)]),
    higherIsWorse('rss', 'bytes', resources.peakRssBytes ?? resources.rssBytes.max),
    ...(resources.threads === null ? [] : [higherIsWorse('threads', 'count', resources.threads.max)]),
    ...(resources.descriptors === null ? [] : [higherIsWorse('descriptors', 'count', resources.descriptors.max)]),
  ];
}

function higherIsWorse(name: string, unit: string, value: number): Metric {
  return { name, unit, value, worse: 'higher' };
}
