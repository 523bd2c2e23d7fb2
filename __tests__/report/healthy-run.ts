import type { Finding } from '../../src/model/finding.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import type { Run } from '../../src/model/run.ts';
import type { SelfChecks } from '../../src/model/self-check.ts';

/** Self-checks that found nothing. */
export const self: SelfChecks = {
  generator: { kind: 'ok', sentence: 'The generator used 11 % of a core and sent 99 % of requests within 0.4 ms of their time.' },
  monitor: { kind: 'ok', sentence: 'Watching cost 0.6 % of a core.' },
  runner: { kind: 'ok', sentence: 'The runner kept us waiting for a core 1.3 % of the time.' },
};

function latency(count: number, scale: number): Latency {
  return {
    count,
    min: 2.1 * scale,
    mean: 12 * scale,
    p50: 9.8 * scale,
    p75: 15 * scale,
    p90: 24 * scale,
    p95: 31 * scale,
    p99: 44 * scale,
    p999: 66 * scale,
    max: 81 * scale,
  };
}

function operation(name: string, requests: number, scale: number, errors: number = 0): OperationObservation {
  return {
    name,
    requests,
    errors,
    errorKinds: errors === 0 ? {} : { status: errors },
    errorExamples: errors === 0 ? [] : [{ error: 'status', detail: 'GET /items: 500 Internal Server Error' }],
    bytes: requests * 412,
    responseMs: latency(requests, scale),
    serviceMs: latency(requests, scale * 0.98),
    histogram: 'HISTFAAAABx42pNpmSzMwMDAxAABzFCaEUzOmNZg/wEiwAIAD/kDZg==',
  };
}

/** A steady load whose latencies are scaled. */
export function observe(scale: number, errors: number = 0): Observation {
  const requests = Math.round(16_120 / scale);
  return {
    scenario: {
      model: 'closed',
      users: 20,
      mix: { list: 8, stock: 2 },
      thinkMs: 0,
      keys: 100,
      durationMs: 10_000,
      warmupMs: 1_500,
      seed: 1_180_428,
    },
    warmup: { durationMs: 1_500, blockMs: 250, p50sMs: [22, 12, 10, 9.9, 9.8, 9.8].map((ms) => ms * scale), steady: true },
    durationMs: 10_004,
    operations: [operation('list', Math.round(requests * 0.8), scale, errors), operation('stock', Math.round(requests * 0.2), scale * 1.1)],
    total: { ...operation('all', requests, scale, errors) },
    windows: Array.from({ length: 20 }, (_, index) => ({
      startMs: index * 500,
      durationMs: 500,
      requests: Math.round(requests / 20) + ((index * 7) % 5),
      errors: Math.round(errors / 20),
      p50Ms: 9.8 * scale + ((index * 3) % 5) / 10,
      p95Ms: 31 * scale + ((index * 13) % 7),
    })),
    averageRatePerSecond: requests / 10,
    peakRatePerSecond: requests / 9.6,
    peakInFlight: 20,
    arrivals: null,
    generator: {
      engines: 1,
      utilisation: 0.11,
      cpuShare: 0.1,
      runQueueShare: 0.013,
      cpuMs: 1_160,
      lagMs: latency(requests, 0.01),
      lateMs: latency(requests, 0.01),
      hiccupMs: latency(1_000, 0.02),
    },
    ended: 'complete',
  };
}

/** One metric. */
export function metric(name: string, unit: string, value: number, worse: Metric['worse'] = 'higher'): Metric {
  return { name, unit, value, worse };
}

/** The metrics of a run whose latencies are scaled. */
export function metrics(scale: number, errorsPercent: number): readonly Metric[] {
  return [
    metric('mean', 'ms', 12 * scale),
    metric('p50', 'ms', 9.8 * scale),
    metric('p95', 'ms', 31 * scale),
    metric('p99', 'ms', 44 * scale),
    metric('errors', '%', errorsPercent),
    metric('throughput', '/s', 1_612 / scale, 'lower'),
    metric('cpu-per-operation', 'ms', 0.41),
    metric('rss', 'bytes', 88_080_384),
    metric('threads', 'count', 11),
    metric('descriptors', 'count', 41),
    metric('startup', 'ms', 312),
    ...['list', 'stock'].flatMap((name) => [metric(`mean(${name})`, 'ms', 12 * scale), metric(`p95(${name})`, 'ms', 31 * scale)]),
  ];
}

/** No crash. */
export const crash: Finding = {
  kind: 'held',
  id: 'crash',
  sentence: 'The service lived through the run',
  measured: 0,
  limit: 0,
  unit: 'count',
  evidence: [],
};

/** A property that held. */
export const stable: Finding = {
  kind: 'held',
  id: 'property.stability',
  sentence: 'held in 30 scenarios of 1–20 users',
  measured: 38.2,
  limit: 500,
  unit: 'ms',
  evidence: [],
};

/** A run in which nothing went wrong. */
export const healthyRun: Run = {
  schema: 'plimsoll.run/2',
  version: '0.1.0',
  suite: 'shop',
  createdAt: '2026-03-02T10:15:30.000Z',
  source: { repository: 'acme/shop', commit: '4f2c1e9a7b3d5f60718293a4b5c6d7e8f9012345', ref: 'refs/heads/main' },
  runner: {
    os: 'linux',
    arch: 'x64',
    cpuModel: 'AMD EPYC 7763 64-Core Processor',
    cores: 4,
    memoryBytes: 16_766_033_920,
    node: 'v24.4.1',
    image: 'ubuntu24 20260224.1',
  },
  configHash: '9b1c2d3e4f5a6b7c',
  seed: 1_180_428,
  budgetMs: 120_000,
  policy: {
    limits: [
      { metric: 'p95', max: 500, unit: 'ms' },
      { metric: 'mean', max: 500, unit: 'ms' },
      { metric: 'errors', max: 5, unit: '%' },
    ],
    failOn: ['regression', 'breach', 'broken-property'],
    inconclusive: 'neutral',
    compare: { with: 'history' },
  },
  phases: [
    { name: 'startup', durationMs: 2_104, summary: 'ready in 312 ms' },
    { name: 'warm-up', durationMs: 1_512, summary: 'left out of every number' },
    { name: 'steady', durationMs: 10_041, summary: '20 users · 1\u2009612/s · p50 9.8 ms · p95 31 ms · p99 44 ms · 0 errors' },
    { name: 'properties', durationMs: 58_300, summary: '30 scenarios · held' },
    { name: 'drain', durationMs: 2_010, summary: '21 descriptors (21 before the load), 11 threads' },
  ],
  steady: observe(1),
  resources: {
    readings: 100,
    durationMs: 10_004,
    cpuMs: 6_609,
    cores: 0.66,
    rssBytes: { first: 71_303_168, max: 88_080_384, last: 84_934_656 },
    peakRssBytes: 88_080_384,
    threads: { first: 11, max: 11, last: 11 },
    descriptors: { first: 21, max: 41, last: 41 },
    processes: { first: 1, max: 1, last: 1 },
  },
  metrics: metrics(1, 0),
  findings: [crash, stable],
  counterexamples: [],
  searches: [
    {
      property: 'property.stability',
      scenarios: 30,
      seed: 1_180_428,
      path: '',
      spread: [
        'users: 1 ×4, 2–6 ×9, 7–10 ×5, 11–15 ×4, 16–19 ×3, 20 ×5',
        'think time: none ×17, 20 ms ×13',
        'operations: list ×28, stock ×19',
      ],
    },
  ],
  self,
  serviceOutput: ['shop listens on 127.0.0.1:40123'],
};
