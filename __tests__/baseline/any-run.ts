import * as fc from 'fast-check';
import type { Finding } from '../../src/model/finding.ts';
import type { RememberedRun } from '../../src/model/memory.ts';
import type { Metric } from '../../src/model/metric.ts';
import type { ArrivalCounts, GeneratorReadings, Latency, Observation, OperationObservation, Warmup } from '../../src/model/observation.ts';
import type { BaseSeen, Pair } from '../../src/model/paired.ts';
import type { Policy } from '../../src/model/policy.ts';
import type { Run } from '../../src/model/run.ts';
import type { SelfCheck } from '../../src/model/self-check.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { Enclosed, Sample } from '../../src/model/sample.ts';
import { latencyOf } from '../support/any-latency.ts';
import { anyScenario } from '../property/scenario-arbitrary.ts';
import { aRun, earlierRun } from './sample-run.ts';

const plausible = fc.oneof(fc.constantFrom(0, -0, 1, 500, 1e15, -1e15, 5e-324), fc.double({ min: -1e15, max: 1e15, noNaN: true }));
const amount = fc.oneof(fc.constantFrom(0, 1, 500), fc.double({ min: 0, max: 1e12, noNaN: true }));
const name = fc.oneof(fc.constantFrom('p95', 'mean', 'errors', 'rss', 'p95(list)', 'throughput'), fc.string({ maxLength: 20 }));
const unit = fc.constantFrom('ms', '%', 'bytes', 'count', '/s', '');
const lines = fc.array(fc.string({ maxLength: 40 }), { maxLength: 3 });

const anyMetric: fc.Arbitrary<Metric> = fc.record({ name, unit, value: plausible, worse: fc.constantFrom('higher', 'lower') });

const maybe = fc.option(amount);
const anyLatency: fc.Arbitrary<Latency> = latencyOf(fc.nat(), maybe);

const anyOperation: fc.Arbitrary<OperationObservation> = fc.record({
  name,
  requests: fc.nat(),
  errors: fc.nat(),
  errorKinds: fc.record({ status: fc.nat(), timeout: fc.nat(), reset: fc.nat() }, { requiredKeys: [] }),
  errorExamples: fc.array(fc.record({ error: fc.constantFrom('status', 'timeout'), detail: fc.string() }), { maxLength: 3 }),
  bytes: amount,
  responseMs: anyLatency,
  serviceMs: anyLatency,
  histogram: fc.base64String({ maxLength: 16 }),
});

const anyEnclosed: fc.Arbitrary<Enclosed> = fc.record({ value: amount, low: maybe, high: maybe });

const anySample: fc.Arbitrary<Sample> = fc.record({
  loads: fc.integer({ min: 1, max: 2 }),
  requests: fc.nat(),
  errors: fc.nat(),
  errorKinds: fc.record({ status: fc.nat(), timeout: fc.nat() }, { requiredKeys: [] }),
  responseMs: fc.record({ mean: anyEnclosed, p50: anyEnclosed, p95: anyEnclosed, p99: anyEnclosed }, { requiredKeys: [] }),
});

const anyGenerator: fc.Arbitrary<GeneratorReadings> = fc.record({
  engines: fc.integer({ min: 1, max: 64 }),
  utilisation: amount,
  cpuShare: maybe,
  runQueueShare: maybe,
  cpuMs: amount,
  lagMs: anyLatency,
  lateMs: anyLatency,
  hiccupMs: fc.option(anyLatency),
});

const anyWarmup: fc.Arbitrary<Warmup> = fc.record({
  durationMs: amount,
  blockMs: amount,
  p50sMs: fc.array(maybe, { maxLength: 5 }),
  steady: fc.option(fc.boolean()),
});

const anyCounts: fc.Arbitrary<ArrivalCounts> = fc.record({
  planned: fc.nat(),
  plannedRatePerSecond: amount,
  achievedRatePerSecond: amount,
  queued: fc.nat(),
  longestQueue: fc.nat(),
  unsent: fc.nat(),
  peakConnections: fc.nat(),
});

/** Of either model; arrivals are counted in the open one only. Names are any, but no key that a strict reader refuses. */
const anyLoad: fc.Arbitrary<Pick<Observation, 'scenario' | 'arrivals'>> = fc.tuple(anyScenario, anyCounts).map(([given, arrivals]) => {
  const scenario: Scenario = { ...given, mix: { list: 8, add: 2 } };
  return { scenario, arrivals: scenario.model === 'open' ? arrivals : null };
});

const findingFacts = {
  id: fc.oneof(
    fc.constantFrom('crash', 'limit.p95', 'regression.p95', 'self.runner', 'property.stability', 'hang.spin'),
    fc.string({ minLength: 1 }),
  ),
  sentence: fc.string({ minLength: 1 }),
  measured: fc.option(plausible),
  limit: fc.option(plausible),
  unit,
  evidence: lines,
};

const anyFinding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({ kind: fc.constant('held' as const), ...findingFacts }),
  fc.record({ kind: fc.constant('inconclusive' as const), ...findingFacts }),
  fc.record({ kind: fc.constant('broken' as const), ...findingFacts }),
  fc.record({ kind: fc.constant('broken' as const), ...findingFacts, toldBy: fc.string({ minLength: 1, maxLength: 200 }) }),
);

export const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  limits: fc.array(fc.record({ metric: name, max: plausible, unit }), { maxLength: 5 }),
  failOn: fc.subarray(['regression', 'breach', 'broken-property'] as const),
  inconclusive: fc.constantFrom('neutral', 'fail'),
  compare: fc.record({ with: fc.constantFrom('auto', 'base', 'history', 'none') }),
});

const anyCheck: fc.Arbitrary<SelfCheck> = fc.oneof(
  fc.record({ kind: fc.constantFrom('ok', 'spoiled'), sentence: fc.string({ minLength: 1 }) }),
  fc.record({
    kind: fc.constant('spoiled' as const),
    sentence: fc.string({ minLength: 1 }),
    mostShare: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);

const anyPair: fc.Arbitrary<Pair> = fc.record({
  kind: fc.constantFrom('test', 'test', 'control'),
  first: fc.constantFrom('base', 'head'),
  base: fc.array(anyMetric, { maxLength: 4 }),
  head: fc.array(anyMetric, { maxLength: 4 }),
});
const commit = fc.constantFrom('', '4f2c1e9');
const said = fc.string({ minLength: 1, maxLength: 40 });

const anyBase: fc.Arbitrary<BaseSeen> = fc.oneof(
  fc.constant({ kind: 'unasked' as const }),
  fc.record({ kind: fc.constant('same' as const), commit, name: fc.string({ maxLength: 20 }) }),
  fc.record({ kind: fc.constant('absent' as const), why: said, missed: fc.boolean() }),
  fc.record({
    kind: fc.constant('paired' as const),
    paired: fc.record({
      commit,
      name: fc.string({ maxLength: 20 }),
      pairs: fc.array(anyPair, { maxLength: 14 }),
      planned: fc.nat({ max: 40 }),
      failures: fc.array(said, { maxLength: 2 }),
      headFailures: fc.nat({ max: 2 }),
      joined: fc.boolean(),
      leftOut: fc.array(said, { maxLength: 2 }),
      notes: fc.array(said, { maxLength: 2 }),
      pairMs: fc.nat({ max: 60_000 }),
    }),
  }),
);

/** A run as the schema allows it, sense or not. */
export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    policy: anyPolicy,
    metrics: fc.array(anyMetric, { maxLength: 6 }),
    base: anyBase,
    findings: fc.array(anyFinding, { maxLength: 5 }),
    operations: fc.array(anyOperation, { maxLength: 3 }),
    total: anyOperation,
    windows: fc.array(
      fc.record({ startMs: amount, durationMs: amount, requests: fc.nat(), errors: fc.nat(), p50Ms: maybe, p95Ms: maybe }),
      {
        maxLength: 6,
      },
    ),
    self: fc.record({ generator: anyCheck, monitor: anyCheck, runner: anyCheck }),
    phases: fc.array(fc.record({ name: fc.constantFrom('startup', 'steady', 'drain'), durationMs: amount, summary: fc.string() }), {
      maxLength: 4,
    }),
    counterexamples: fc.array(fc.record({ property: fc.constantFrom('property.stability', 'x'), scenario: fc.string({ maxLength: 3 }) }), {
      maxLength: 5,
    }),
    hasResources: fc.boolean(),
    load: anyLoad,
    generator: anyGenerator,
    warmup: anyWarmup,
    taken: fc.option(anySample),
  })
  .map(({ operations, total, windows, load, generator, warmup, hasResources, taken, ...rest }) => {
    const sample = aRun();
    return aRun({
      ...rest,
      ...(taken === null ? {} : { sample: taken }),
      resources: hasResources ? sample.resources : [],
      steady: { ...sample.steady, ...load, generator, warmup, operations, total, windows },
    });
  });

/** Earlier runs, most of them comparable with `anyRun`. */
export const anyHistory: fc.Arbitrary<readonly RememberedRun[]> = fc.array(
  fc
    .record({
      metrics: fc.array(anyMetric, { maxLength: 6 }),
      runnerClass: fc.constantFrom('other', undefined, undefined),
      configHash: fc.constantFrom('other', undefined, undefined),
    })
    .map(({ metrics, runnerClass, configHash }) =>
      earlierRun(metrics, { ...(runnerClass === undefined ? {} : { runnerClass }), ...(configHash === undefined ? {} : { configHash }) }),
    ),
  { maxLength: 70 },
);
