import type { Metric } from '../../src/model/metric.ts';
import type { Latency, OperationObservation } from '../../src/model/observation.ts';
import type { Memory, Recall, RememberedRun } from '../../src/model/memory.ts';
import type { Run } from '../../src/model/run.ts';
import { runnerClass } from '../../src/baseline/runner-class.ts';

export const latency: Latency = { count: 1_000, min: 1, mean: 5, p50: 4, p75: 6, p90: 9, p95: 12, p99: 20, p999: 28, max: 31 };

export const ms = (name: string, value: number): Metric => ({ name, unit: 'ms', value, worse: 'higher' });

export function anOperation(part: Partial<OperationObservation> = {}): OperationObservation {
  return {
    name: 'list',
    requests: 1_000,
    errors: 0,
    errorKinds: {},
    errorExamples: [],
    bytes: 12_345,
    responseMs: latency,
    serviceMs: latency,
    histogram: 'HISTFAAAABh42pNpmSzMwMDAwQAFIA==',
    ...part,
  };
}

const ok = { kind: 'ok', sentence: 'Fine.' } as const;

/** A run in which nothing is wrong, with parts of it replaced. */
export function aRun(part: Partial<Run> = {}): Run {
  return {
    schema: 'plimsoll.run/5',
    version: '0.1.0',
    suite: 'checkout',
    createdAt: '2026-11-01T12:00:00.000Z',
    source: { repository: 'acme/shop', commit: '4f2c1e9a4f2c1e9a4f2c1e9a4f2c1e9a4f2c1e9a', ref: 'refs/heads/main' },
    runner: {
      os: 'linux',
      arch: 'x64',
      cpuModel: 'AMD EPYC 7763 64-Core Processor',
      cores: 4,
      memoryBytes: 17e9,
      node: '24.1.0',
      image: 'ubuntu24 20261101.1.0',
    },
    configHash: '0123456789abcdef',
    seed: 42,
    budgetMs: 120_000,
    policy: {
      limits: [
        { metric: 'p95', max: 500, unit: 'ms' },
        { metric: 'errors', max: 5, unit: '%' },
      ],
      failOn: ['regression', 'breach', 'broken-property'],
      inconclusive: 'neutral',
      compare: { with: 'history' },
    },
    phases: [
      { name: 'startup', durationMs: 312, summary: 'ready in 312 ms' },
      { name: 'steady', durationMs: 10_000, summary: '20 users' },
    ],
    steady: {
      scenario: { model: 'closed', users: 20, mix: { list: 1 }, thinkMs: 0, keys: 10, durationMs: 10_000, warmupMs: 1_000, seed: 42 },
      warmup: { durationMs: 1_000, blockMs: 250, p50sMs: [null, 9, 4, 4], steady: true },
      durationMs: 10_000,
      operations: [anOperation()],
      total: anOperation({ name: 'all' }),
      windows: [4, 5, 5.5, 6, 12].map((p95Ms, at) => ({
        startMs: at * 1_000,
        durationMs: 1_000,
        requests: 200,
        errors: 0,
        p50Ms: 4,
        p95Ms,
      })),
      averageRatePerSecond: 100,
      peakRatePerSecond: 120,
      peakInFlight: 20,
      arrivals: null,
      generator: {
        engines: 1,
        utilisation: 0.2,
        cpuShare: 0.19,
        runQueueShare: 0.01,
        cpuMs: 2_100,
        lagMs: latency,
        lateMs: latency,
        hiccupMs: latency,
      },
      ended: 'complete',
    },
    startup: { readyMs: [300], emptyMs: [40], failures: [] },
    resources: [
      {
        phase: 'steady',
        use: {
          readings: 100,
          durationMs: 10_000,
          cpuMs: 4_000,
          cores: 0.4,
          rssBytes: { first: 5e7, max: 6e7, last: 6e7 },
          vmsBytes: { first: 5e8, max: 6e8, last: 6e8 },
          peakRssBytes: 6e7,
          threads: { first: 11, max: 11, last: 11 },
          descriptors: { first: 20, max: 40, last: 20 },
          processes: { first: 1, max: 1, last: 1 },
          close: {
            descriptors: { files: 3, sockets: 4, pipes: 3, others: 10 },
            sockets: { established: 3, listening: 1, closeWait: 0, passing: 0, others: 0 },
            runnable: 0.5,
            waiting: 0.1,
            voluntarySwitchesPerSecond: 900,
            involuntarySwitchesPerSecond: 9,
            throttledMs: null,
            groupPeakBytes: null,
            cpuStall: 0.01,
            memoryStall: 0,
            ioStall: null,
          },
        },
      },
    ],
    beside: [],
    operationCosts: [
      { name: 'list', operations: 900, users: 20, cpuMsPerOperation: 0.4, answerBytes: 812, heldBytes: -4_096, heldDescriptors: 1 },
    ],
    scaling: [
      { users: 1, ratePerSecond: 180, p95Ms: 7, errorsPercent: 0, cpuMsPerOperation: 0.4, rssBytes: 5e7, generatorShare: 0.1 },
      { users: 20, ratePerSecond: 900, p95Ms: null, errorsPercent: 1.5, cpuMsPerOperation: null, rssBytes: null, generatorShare: 0.9 },
    ],
    endurance: [
      {
        by: 'heap',
        mode: 'answered',
        attempt: 1,
        durationMs: 4_000,
        batches: [
          {
            operations: 500,
            abandoned: 0,
            requests: 500,
            errors: 0,
            p50Ms: 3,
            p95Ms: null,
            cpuMs: 40,
            heapBytes: 9e6,
            rssBytes: 6e7,
            descriptors: 20,
            threads: 11,
            sockets: 1,
            processes: 1,
          },
        ],
      },
    ],
    metrics: [ms('p95', 12), ms('mean', 5), { name: 'errors', unit: '%', value: 0, worse: 'higher' }],
    base: { kind: 'unasked' },
    accepted: [],
    findings: [{ kind: 'held', id: 'crash', sentence: 'The service lived.', measured: null, limit: null, unit: '', evidence: [] }],
    counterexamples: [],
    searches: [{ property: 'property.stability', scenarios: 12, seed: -7, path: '3:1', spread: ['1 user: 4'] }],
    self: { generator: ok, monitor: ok, runner: ok },
    serviceOutput: ['listening'],
    ...part,
  };
}

/** `aRun()` as it is remembered. */
export function asRemembered(part: Partial<RememberedRun> = {}): RememberedRun {
  const { createdAt, metrics } = aRun();
  return earlierRun(metrics, { createdAt, ...part });
}

/** An earlier run that `aRun()` may be compared with. */
export function earlierRun(metrics: readonly Metric[], part: Partial<RememberedRun> = {}): RememberedRun {
  const { configHash, source, runner } = aRun();
  return {
    createdAt: '2026-10-31T12:00:00.000Z',
    commit: source.commit,
    ref: source.ref,
    runnerClass: runnerClass(runner),
    configHash,
    metrics,
    ...part,
  };
}

export function aMemory(part: Partial<Memory> = {}): Memory {
  return {
    schema: 'plimsoll.baseline/1',
    suite: 'checkout',
    repository: 'acme/shop',
    runs: [],
    acceptances: [],
    counterexamples: [],
    ...part,
  };
}

export function recalled(runs: readonly RememberedRun[]): Recall {
  return { kind: 'found', memory: aMemory({ runs }), sentence: 'The baseline was found.' };
}

export const nothingRecalled: Recall = { kind: 'none', sentence: 'No baseline: there is no file yet.' };
