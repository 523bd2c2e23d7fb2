import type { Finding } from '../../src/model/finding.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import type { CloseUse, Extent, ResourceUse } from '../../src/model/reading.ts';
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
    metric('cpu', 'cores', 0.66),
    metric('cpu-per-operation', 'ms', 0.41),
    metric('rss', 'bytes', 88_080_384),
    metric('threads', 'count', 11),
    metric('descriptors', 'count', 41),
    metric('rss-growth', 'bytes', 12_582_912),
    metric('startup', 'ms', 312),
    metric('leak', 'B/operation', 0),
    ...['descriptors', 'threads', 'sockets'].map((what) => metric(`leak(${what})`, '/operation', 0)),
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

/** Nothing leaks. */
export const noLeaks: readonly Finding[] = [
  {
    kind: 'held',
    id: 'leak.memory',
    sentence: 'No leak of memory: at most 40 B per operation over 13\u2009200 operations',
    measured: -8,
    interval: [-51, 40],
    limit: null,
    unit: 'B/operation',
    evidence: [],
  },
  ...['descriptors', 'threads', 'sockets'].map((what): Finding => ({
    kind: 'held',
    id: `leak.${what}`,
    sentence: `No leak of ${what} over 13\u2009200 operations`,
    measured: 0,
    limit: null,
    unit: '/operation',
    evidence: [],
  })),
];

/** What a process tree used that had so many megabytes and descriptors. */
export function used(cores: number, megabytes: Extent, descriptors: Extent, close: CloseUse | null = null): ResourceUse {
  const bytes = (value: number): number => value * 1_048_576;
  const rssBytes = { first: bytes(megabytes.first), max: bytes(megabytes.max), last: bytes(megabytes.last) };
  return {
    readings: 100,
    durationMs: 10_004,
    cpuMs: 10_004 * cores,
    cores,
    rssBytes,
    vmsBytes: null,
    peakRssBytes: rssBytes.max,
    threads: { first: 11, max: 11, last: 11 },
    descriptors,
    processes: { first: 1, max: 1, last: 1 },
    close,
  };
}

/** A close look at a service that carries nothing. */
export const quiet: CloseUse = {
  descriptors: { files: 3, sockets: 2, pipes: 4, others: 12 },
  sockets: { established: 1, listening: 1, closeWait: 0, passing: 0, others: 0 },
  runnable: 0.02,
  waiting: 0,
  voluntarySwitchesPerSecond: 20,
  involuntarySwitchesPerSecond: 0,
  throttledMs: 0,
  groupPeakBytes: null,
  cpuStall: 0.002,
  memoryStall: 0,
  ioStall: 0,
};

/** A run in which nothing went wrong. */
export const healthyRun: Run = {
  schema: 'plimsoll.run/5',
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
    { name: 'operations', durationMs: 2_400, summary: '2 operations alone · dearest: stock, 611 µs of CPU' },
    { name: 'properties', durationMs: 55_900, summary: '30 scenarios · held' },
    { name: 'sustained', durationMs: 6_200, summary: '13\u2009200 operations · no leak' },
    { name: 'drain', durationMs: 2_010, summary: '21 descriptors (21 before the load), 11 threads' },
  ],
  steady: observe(1),
  startup: { readyMs: [340, 305, 312], emptyMs: [43, 41, 40], failures: [] },
  resources: [
    { phase: 'warm-up', use: used(0.81, { first: 52, max: 68, last: 68 }, { first: 21, max: 41, last: 41 }) },
    { phase: 'steady', use: used(0.66, { first: 68, max: 84, last: 81 }, { first: 41, max: 41, last: 41 }, quiet) },
    { phase: 'operations', use: used(0.7, { first: 81, max: 134, last: 82 }, { first: 41, max: 61, last: 41 }) },
    { phase: 'drain', use: used(0, { first: 82, max: 82, last: 64 }, { first: 41, max: 41, last: 21 }, quiet) },
  ],
  beside: [{ name: 'postgres', use: used(0.21, { first: 120, max: 121, last: 121 }, { first: 77, max: 78, last: 78 }) }],
  operationCosts: [
    { name: 'list', operations: 4_100, users: 20, cpuMsPerOperation: 0.212, answerBytes: 412, heldBytes: 0, heldDescriptors: 1 },
    { name: 'stock', operations: 1_900, users: 20, cpuMsPerOperation: 0.611, answerBytes: 18, heldBytes: 2_726_298, heldDescriptors: 1 },
  ],
  scaling: [],
  endurance: [],
  metrics: metrics(1, 0),
  base: { kind: 'unasked' },
  accepted: [],
  findings: [crash, stable, ...noLeaks],
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
