import { describe, expect, it } from 'vitest';
import { findCrash } from '../../src/diagnose/crash.ts';
import { metricsOf, type Measured } from '../../src/diagnose/metrics.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Metric } from '../../src/model/metric.ts';
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
const use: ResourceUse = {
  readings: 10,
  durationMs: 1_000,
  cpuMs: 100,
  cores: 0.1,
  rssBytes: { first: 1, max: 3, last: 2 },
  vmsBytes: null,
  peakRssBytes: null,
  threads: { first: 11, max: 12, last: 11 },
  descriptors: null,
  processes: { first: 1, max: 1, last: 1 },
  close: null,
};

const leak = (id: string, kind: Finding['kind'], measured: number | null, unit: string): Finding => ({
  kind,
  id,
  sentence: 'Said.',
  measured,
  limit: null,
  unit,
  evidence: [],
});

function metricsFrom(steady: Observation, part: Partial<Measured> = {}): readonly Metric[] {
  return metricsOf({ steady, use: null, startup: null, growthBytes: null, findings: [], ...part });
}

const valueOf = (metrics: readonly Metric[], name: string): number | undefined => metrics.find((metric) => metric.name === name)?.value;

describe('metricsOf', () => {
  it('leaves out what was not measured', () => {
    const names = metricsFrom(observation('a')).map(({ name }) => name);
    expect(names).toEqual(['mean', 'p50', 'p95', 'errors', 'throughput']);
  });

  it('counts errors in percent of requests, CPU per operation, and CPU in cores', () => {
    const metrics = metricsFrom(observation('a'), { use });
    expect(valueOf(metrics, 'errors')).toBe(5);
    expect(valueOf(metrics, 'cpu-per-operation')).toBe(0.5);
    expect(metrics).toContainEqual({ name: 'cpu', unit: 'cores', value: 0.1, worse: 'higher' });
  });

  it('takes the median of several starts, so that one slow start tells nothing', () => {
    const startup = { readyMs: [2_900, 310, 300], emptyMs: [40, 41], failures: [] };
    expect(valueOf(metricsFrom(observation('a'), { startup }), 'startup')).toBe(310);
    expect(valueOf(metricsFrom(observation('a'), { startup: { ...startup, readyMs: [] } }), 'startup')).toBeUndefined();
  });

  it('falls back to the largest reading where the kernel keeps no peak', () => {
    expect(valueOf(metricsFrom(observation('a'), { use }), 'rss')).toBe(3);
    expect(valueOf(metricsFrom(observation('a'), { use: { ...use, peakRssBytes: 7 } }), 'rss')).toBe(7);
  });

  it('has a leak of so much where one was found, of nothing where none was, and none where it could not be told', () => {
    const findings = [
      leak('leak.memory', 'broken', 1_090, 'B/operation'),
      leak('leak.descriptors', 'held', 0.0001, '/operation'),
      leak('leak.threads', 'inconclusive', 0.5, '/operation'),
      leak('drain', 'broken', 5, 'count'),
    ];
    expect(metricsFrom(observation('a'), { findings, growthBytes: -4_096 }).slice(-3)).toEqual([
      { name: 'rss-growth', unit: 'bytes', value: -4_096, worse: 'higher' },
      { name: 'leak', unit: 'B/operation', value: 1_090, worse: 'higher' },
      { name: 'leak(descriptors)', unit: '/operation', value: 0, worse: 'higher' },
    ]);
  });

  it('names operations in brackets only where there are several', () => {
    expect(valueOf(metricsFrom(observation('a', 'b')), 'p95(b)')).toBe(9);
    expect(valueOf(metricsFrom(observation('a')), 'p95(a)')).toBeUndefined();
  });

  it('is empty for a service that died before anything could be counted', () => {
    const silent = observation('a');
    const died: Observation = { ...silent, ended: 'stopped', total: { ...silent.total, requests: 0, errors: 0 } };
    expect(metricsFrom(died, { use })).toEqual([]);
  });

  it('counts a load that nothing answered as all errors', () => {
    const silent = observation('a');
    expect(valueOf(metricsFrom({ ...silent, total: { ...silent.total, requests: 0, errors: 0 } }, { use }), 'errors')).toBe(100);
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
