import { describe, expect, it } from 'vitest';
import { findCrash } from '../../src/diagnose/crash.ts';
import { metricsOf } from '../../src/diagnose/metrics.ts';
import type { Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import type { ResourceUse } from '../../src/model/reading.ts';

const latency = (p95: number | null): Latency => ({
  count: 200,
  min: 1,
  mean: 5,
  p50: 4,
  p75: 5,
  p90: 8,
  p95,
  p99: null,
  p999: null,
  max: 40,
});
const operation = (name: string, p95: number | null): OperationObservation => ({
  name,
  requests: 200,
  errors: 10,
  errorKinds: { status: 10 },
  errorExamples: [],
  bytes: 0,
  responseMs: latency(p95),
  serviceMs: latency(p95),
  histogram: '',
});
const observation = (...names: readonly string[]): Observation => ({
  scenario: { model: 'closed', users: 2, mix: { a: 1 }, thinkMs: 0, keys: 1, durationMs: 1_000, warmupMs: 0, seed: 1 },
  warmup: { durationMs: 0, blockMs: 250, p50sMs: [], steady: null },
  durationMs: 1_000,
  operations: names.map((name) => operation(name, 9)),
  total: operation('all', 9),
  windows: [],
  averageRatePerSecond: 200,
  peakRatePerSecond: 250,
  peakInFlight: 2,
  arrivals: null,
  generator: {
    engines: 1,
    utilisation: 0.1,
    cpuShare: null,
    runQueueShare: null,
    cpuMs: 100,
    lagMs: latency(null),
    lateMs: latency(null),
    hiccupMs: null,
  },
  ended: 'complete',
});
const resources: ResourceUse = {
  readings: 10,
  durationMs: 1_000,
  cpuMs: 100,
  cores: 0.1,
  rssBytes: { first: 1, max: 3, last: 2 },
  peakRssBytes: null,
  threads: { first: 11, max: 12, last: 11 },
  descriptors: null,
  processes: { first: 1, max: 1, last: 1 },
};

const valueOf = (metrics: ReturnType<typeof metricsOf>, name: string): number | undefined =>
  metrics.find((metric) => metric.name === name)?.value;

describe('metricsOf', () => {
  it('leaves out what was not measured', () => {
    const names = metricsOf(observation('a'), null, null).map(({ name }) => name);
    expect(names).toEqual(['mean', 'p50', 'p95', 'errors', 'throughput']);
  });

  it('counts errors in percent of requests and CPU per operation', () => {
    const metrics = metricsOf(observation('a'), resources, 300);
    expect(valueOf(metrics, 'errors')).toBe(5);
    expect(valueOf(metrics, 'cpu-per-operation')).toBe(0.5);
    expect(valueOf(metrics, 'startup')).toBe(300);
  });

  it('falls back to the largest reading where the kernel keeps no peak', () => {
    expect(valueOf(metricsOf(observation('a'), resources, null), 'rss')).toBe(3);
    expect(valueOf(metricsOf(observation('a'), { ...resources, peakRssBytes: 7 }, null), 'rss')).toBe(7);
  });

  it('names operations in brackets only where there are several', () => {
    expect(valueOf(metricsOf(observation('a', 'b'), null, null), 'p95(b)')).toBe(9);
    expect(valueOf(metricsOf(observation('a'), null, null), 'p95(a)')).toBeUndefined();
  });

  it('is empty for a service that died before anything could be counted', () => {
    const silent = observation('a');
    const died: Observation = { ...silent, ended: 'stopped', total: { ...silent.total, requests: 0, errors: 0 } };
    expect(metricsOf(died, resources, 300)).toEqual([]);
  });

  it('counts a load that nothing answered as all errors', () => {
    const silent = observation('a');
    expect(valueOf(metricsOf({ ...silent, total: { ...silent.total, requests: 0, errors: 0 } }, resources, null), 'errors')).toBe(100);
  });
});

describe('findCrash', () => {
  it('holds for a service that lived, and names how and when another died', () => {
    expect(findCrash(null)).toMatchObject({ id: 'crash', kind: 'held' });
    const killed = { ending: { kind: 'killed', signal: 'SIGSEGV' }, during: 'steady', output: ['last words'], replay: 'again' } as const;
    expect(findCrash(killed)).toMatchObject({
      kind: 'broken',
      sentence: 'The service was killed by SIGSEGV under the reference load',
      evidence: ['last words'],
      replay: 'again',
    });
    const exited = { ending: { kind: 'exited', code: 3 }, during: 'properties', output: [], replay: null } as const;
    expect(findCrash(exited)).not.toHaveProperty('replay');
    expect(findCrash(exited).sentence).toBe('The service exited with status 3 under a generated load');
  });
});
