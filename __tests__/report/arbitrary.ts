import * as fc from 'fast-check';
import type { Comparison } from '../../src/model/comparison.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Latency, LoadProgress, MeasureObservation, OperationObservation, Window } from '../../src/model/observation.ts';
import type { OperationCost } from '../../src/model/operation-cost.ts';
import type { BaseSeen, Paired } from '../../src/model/paired.ts';
import type { Progress } from '../../src/model/progress.ts';
import type { CloseUse, ResourceUse } from '../../src/model/reading.ts';
import type { Run } from '../../src/model/run.ts';
import type { LevelSeen } from '../../src/model/scaling.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { anyScenario } from '../property/scenario-arbitrary.ts';
import { healthyRun } from './healthy-run.ts';
import { hostileTexts } from './hostile.ts';
import type { Documents } from './judged.ts';

const shreds = [
  '`',
  '``',
  '|',
  '\\',
  '@ab',
  '#12',
  '<b>',
  '-->',
  '<!--',
  '\n',
  ' ',
  '::',
  '##',
  '[',
  'x',
  '\u202E',
  '\u001b[31m',
  '&amp;',
  '*',
  '_',
  '$',
  '✅',
  '漢',
  '\ud83d',
];

/** Texts that mean harm, in whole and in shreds, and now and then a long one. */
const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...shreds), { maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.constantFrom(...hostileTexts).map((text) => text.repeat(900)) },
);

const number = fc.oneof(fc.double(), fc.integer({ min: -10, max: 5_000 }), fc.double({ min: 0, max: 1_000, noNaN: true }));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const texts = fc.array(hostileText, { maxLength: 4 });
const unit = fc.oneof(fc.constantFrom('ms', 'bytes', '%', 'count', '/s', 'cores', 'B/operation', 'B/h', '/operation'), hostileText);
const id = fc.oneof(
  fc.constantFrom(
    'limit.p95',
    'limit.errors',
    'property.stability',
    'consistency.lost-update',
    'isolation',
    'scaling',
    'crash',
    'leak.memory',
    'leak.sockets',
    'limit.leak',
    'regression.p95',
    'regression.cpu(list)',
    'self.runner',
  ),
  hostileText,
  hostileText.map((text) => `limit.${text}`),
  hostileText.map((text) => `regression.p95(${text})`),
);

const replay = fc.oneof(fc.constant("npx plimsoll replay 'u3 closed mix=a:1 d=2s'"), hostileText);
const measured = { id, sentence: hostileText, measured: maybe(number), limit: maybe(number), unit, evidence: texts };
const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.record({ kind: fc.constant('held' as const), ...measured }),
  fc.record({ kind: fc.constant('broken' as const), ...measured }),
  fc.record({ kind: fc.constant('broken' as const), ...measured, replay }),
  fc.record({ kind: fc.constant('broken' as const), ...measured, toldBy: hostileText }),
  fc.record({ kind: fc.constant('inconclusive' as const), ...measured }),
);

const metricName = fc.oneof(
  fc.constantFrom('p95', 'mean', 'errors', 'cpu(list)'),
  hostileText,
  hostileText.map((text) => `p95(${text})`),
);
const comparison: fc.Arbitrary<Comparison> = fc.record({
  metric: metricName,
  unit,
  before: maybe(number),
  after: number,
  changePercent: maybe(number),
  intervalPercent: maybe(fc.tuple(number, number)),
  changeIn: fc.constantFrom('percent', 'points'),
  smallestDetectablePercent: maybe(number),
  noisePercent: maybe(number),
  trail: fc.array(number, { maxLength: 60 }),
  shift: maybe(fc.record({ commit: hostileText, createdAt: hostileText, runsAgo: fc.nat({ max: 59 }), changePercent: number })),
  accepted: maybe(hostileText),
  kind: fc.constantFrom('regression', 'improvement', 'no-change', 'inconclusive', 'not-comparable'),
  reason: hostileText,
});

const window: fc.Arbitrary<Window> = fc.record({
  startMs: number,
  durationMs: number,
  requests: number,
  errors: number,
  p50Ms: maybe(number),
  p95Ms: maybe(number),
});

const latency: fc.Arbitrary<Latency> = fc.record({
  count: number,
  min: maybe(number),
  mean: maybe(number),
  p50: maybe(number),
  p75: maybe(number),
  p90: maybe(number),
  p95: maybe(number),
  p99: maybe(number),
  p999: maybe(number),
  max: maybe(number),
});

const measure: fc.Arbitrary<MeasureObservation> = fc.record({
  name: fc.oneof(fc.constantFrom('wait', 'query', 'user', 'system', 'peak-rss', 'hit'), hostileText),
  unit: fc.constantFrom('ms', 'MB', 'share'),
  values: latency,
});
const operation: fc.Arbitrary<OperationObservation> = fc
  .record(
    { name: hostileText, requests: number, errors: number, responseMs: latency, measures: fc.array(measure, { maxLength: 4 }) },
    { requiredKeys: ['name', 'requests', 'errors', 'responseMs'] },
  )
  .map((some) => ({ ...healthyRun.steady.total, ...some }));

const extent = fc.record({ first: number, max: number, last: number });
const known = maybe(number);
const close: fc.Arbitrary<CloseUse> = fc.record({
  descriptors: maybe(fc.record({ files: number, sockets: number, pipes: number, others: number })),
  sockets: maybe(fc.record({ established: number, listening: number, closeWait: number, passing: number, others: number })),
  runnable: known,
  waiting: known,
  voluntarySwitchesPerSecond: known,
  involuntarySwitchesPerSecond: known,
  throttledMs: known,
  groupPeakBytes: known,
  cpuStall: known,
  memoryStall: known,
  ioStall: known,
});
const use: fc.Arbitrary<ResourceUse> = fc.record({
  readings: number,
  durationMs: number,
  cpuMs: number,
  cores: number,
  rssBytes: extent,
  vmsBytes: maybe(extent),
  peakRssBytes: known,
  threads: maybe(extent),
  descriptors: maybe(extent),
  processes: extent,
  close: maybe(close),
});
const phase = fc.constantFrom('startup', 'warm-up', 'steady', 'operations', 'drain', 'scaling', 'consistency', 'sustained', 'properties');
const operationCost: fc.Arbitrary<OperationCost> = fc.record({
  name: hostileText,
  operations: number,
  users: number,
  cpuMsPerOperation: known,
  answerBytes: number,
  heldBytes: known,
  heldDescriptors: known,
});
const visit: fc.Arbitrary<LevelSeen> = fc.record({
  users: fc.constantFrom(1, 5, 20, 1_000_000),
  ratePerSecond: number,
  p95Ms: known,
  errorsPercent: number,
  cpuMsPerOperation: known,
  rssBytes: known,
  generatorShare: number,
});
const numbers = fc.array(number, { maxLength: 4 });

const side = fc.array(fc.record({ name: metricName, unit, value: number, worse: fc.constantFrom('higher', 'lower') }), { maxLength: 3 });
const paired: fc.Arbitrary<Paired> = fc.record({
  commit: hostileText,
  name: hostileText,
  pairs: fc.array(fc.record({ kind: fc.constantFrom('test', 'control'), first: fc.constantFrom('base', 'head'), base: side, head: side }), {
    maxLength: 3,
  }),
  planned: fc.nat(40),
  failures: texts,
  headFailures: fc.nat({ max: 3 }),
  joined: fc.boolean(),
  leftOut: fc.array(hostileText, { maxLength: 9 }),
  notes: texts,
  pairMs: number,
});
const base: fc.Arbitrary<BaseSeen> = fc.oneof(
  fc.constant({ kind: 'unasked' as const }),
  fc.record({ kind: fc.constant('same' as const), commit: hostileText, name: hostileText }),
  fc.record({ kind: fc.constant('absent' as const), why: hostileText, missed: fc.boolean() }),
  fc.record({ kind: fc.constant('paired' as const), paired }),
);

const run: fc.Arbitrary<Run> = fc
  .record({
    suite: hostileText,
    version: hostileText,
    createdAt: hostileText,
    source: fc.record({ repository: hostileText, commit: hostileText, ref: hostileText }),
    text: hostileText,
    image: hostileText,
    metrics: fc.array(fc.record({ name: metricName, unit, value: number, worse: fc.constantFrom('higher', 'lower') }), { maxLength: 6 }),
    searches: fc.array(fc.record({ property: hostileText, scenarios: fc.nat(99), seed: fc.nat(), path: hostileText, spread: texts }), {
      maxLength: 2,
    }),
    serviceOutput: texts,
    windows: fc.array(window, { maxLength: 5 }),
    operations: fc.array(operation, { maxLength: 15 }),
    total: operation,
    scenario: anyScenario,
    rates: fc.record({ averageRatePerSecond: number, peakRatePerSecond: number, peakInFlight: number }),
    startup: maybe(fc.record({ readyMs: numbers, emptyMs: numbers, failures: texts })),
    resources: fc.array(fc.record({ phase, use }), { maxLength: 4 }),
    beside: fc.array(fc.record({ name: hostileText, use }), { maxLength: 2 }),
    operationCosts: fc.array(operationCost, { maxLength: 15 }),
    scaling: fc.array(visit, { maxLength: 6 }),
    findings: fc.array(finding, { maxLength: 3 }),
    base,
    accepted: fc.array(fc.record({ metric: hostileText, because: hostileText, by: hostileText }), { maxLength: 2 }),
    number,
  })
  .map(({ text, image, windows, operations, total, scenario, rates, number: any, ...rest }) => ({
    ...healthyRun,
    ...rest,
    runner: { ...healthyRun.runner, cpuModel: text, os: image, image },
    phases: [...healthyRun.phases, { name: 'drain', durationMs: any, summary: text }],
    steady: {
      ...healthyRun.steady,
      scenario,
      ...rates,
      windows,
      operations,
      total,
      generator: { ...healthyRun.steady.generator, utilisation: any },
    },
    self: { ...healthyRun.self, runner: { kind: 'spoiled', sentence: text } },
  }));

const verdict: fc.Arbitrary<Verdict> = fc
  .record({
    suite: hostileText,
    kind: fc.constantFrom('pass', 'fail', 'inconclusive', 'not-comparable'),
    reason: hostileText,
    blocks: fc.boolean(),
    findings: fc.array(finding, { maxLength: 5 }),
    comparisons: fc.array(comparison, { maxLength: 5 }),
    baseline: fc.record({ runs: fc.nat(3), pairs: fc.nat(3), sentence: hostileText }),
    phaseMs: fc.dictionary(hostileText, number, { maxKeys: 3 }),
  })
  .map(({ phaseMs, ...rest }) => ({ schema: 'plimsoll.verdict/1', ...rest, self: healthyRun.self, cost: { phaseMs } }));

/** Any run with any verdict, all foreign text hostile. */
export const anyDocuments: fc.Arbitrary<Documents> = fc.record({ run, verdict });

const load: fc.Arbitrary<LoadProgress | null> = maybe(
  fc.record({
    elapsedMs: number,
    measuring: fc.boolean(),
    requests: fc.nat(),
    errors: fc.nat(),
    p95Ms: maybe(number),
    inFlight: fc.nat(),
    answered: fc.nat(),
    timedOut: fc.nat(),
    slowestMs: maybe(number),
    flights: fc.constant([]),
  }),
);
const times = { elapsedMs: number, budgetMs: number };
const detail = fc.oneof(fc.constant('31/46 scenarios · 1 being confirmed'), hostileText);

/** Anything a run may say while it goes on. */
export const anyProgress: fc.Arbitrary<Progress> = fc.oneof(
  fc.record({ kind: fc.constant('phase-began' as const), phase, ...times }),
  fc.record({ kind: fc.constant('phase-moved' as const), phase, detail, load, ...times }),
  fc.record({
    kind: fc.constant('phase-ended' as const),
    phase: fc.record({ name: phase, durationMs: number, summary: hostileText }),
    ...times,
  }),
  fc.record({ kind: fc.constant('note' as const), text: hostileText }),
);
