import * as fc from 'fast-check';

import type { Look } from '../../src/model/look.ts';
import type { ArrivalCounts, Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { latencyOf } from '../support/any-latency.ts';
import { hostileTexts } from './hostile.ts';

/** A distribution whose median is as given, long to the right. */
export function latency(count: number, p50: number): Latency {
  return {
    count,
    min: p50 / 4,
    mean: p50 * 1.2,
    p50,
    p75: p50 * 1.5,
    p90: p50 * 2,
    p95: p50 * 2.6,
    p99: p50 * 4,
    p999: count < 1_000 ? null : p50 * 9,
    max: p50 * 12,
  };
}

const total: OperationObservation = {
  name: 'all',
  requests: 48_120,
  errors: 0,
  errorKinds: {},
  errorExamples: [],
  bytes: 5_000_000,
  responseMs: latency(48_120, 2),
  serviceMs: latency(48_120, 1.9),
  histogram: 'text',
};
const closed: Scenario = {
  model: 'closed',
  users: 10,
  mix: { request: 1 },
  thinkMs: 0,
  keys: 100,
  durationMs: 10_000,
  warmupMs: 1_000,
  seed: 7,
};

const observation: Observation = {
  scenario: closed,
  warmup: { durationMs: 1_000, blockMs: 250, p50sMs: [2, 2, 2, 2], steady: null },
  durationMs: 10_000,
  operations: [{ ...total, name: 'request' }],
  total,
  windows: Array.from({ length: 20 }, (_, index) => ({
    startMs: index * 500,
    durationMs: 500,
    requests: 2_400 + ((index * 37) % 90),
    errors: 0,
    p50Ms: 2,
    p95Ms: 5,
  })),
  averageRatePerSecond: 4_812,
  peakRatePerSecond: 5_012,
  peakInFlight: 10,
  arrivals: null,
  generator: {
    engines: 1,
    utilisation: 0.2,
    cpuShare: 0.19,
    runQueueShare: 0.01,
    cpuMs: 1_230,
    lagMs: latency(48_120, 0.01),
    lateMs: latency(48_120, 0.01),
    hiccupMs: null,
  },
  ended: 'complete',
};

/** A look that found nothing wrong, but for what is given. */
export function aLook(given: Partial<Observation> = {}, self: Partial<Look['self']> = {}): Look {
  return {
    observation: { ...observation, ...given },
    self: {
      generator: { kind: 'ok', sentence: 'The load generator kept up.' },
      runner: { kind: 'ok', sentence: 'The runner let the load generator work.' },
      ...self,
    },
    bars: [
      { fromMs: 1, toMs: 2.2, count: 29_000 },
      { fromMs: 2.2, toMs: 4.6, count: 19_119 },
      { fromMs: 4.6, toMs: 10, count: 1 },
    ],
  };
}

/** What makes a look one at an open load of 1 000/s. */
export function openLoad(arrivals: Partial<ArrivalCounts> = {}): Partial<Observation> {
  const { mix, keys, durationMs, warmupMs, seed } = closed;
  return {
    scenario: {
      model: 'open',
      arrivals: { pattern: 'poisson', ratePerSecond: 1_000 },
      connections: 1_000,
      mix,
      keys,
      durationMs,
      warmupMs,
      seed,
    },
    arrivals: {
      planned: 10_000,
      plannedRatePerSecond: 1_000,
      achievedRatePerSecond: 999.9,
      queued: 0,
      longestQueue: 0,
      unsent: 0,
      peakConnections: 12,
      ...arrivals,
    },
  };
}

const number = fc.oneof(fc.double(), fc.integer({ min: -10, max: 5_000 }), fc.double({ min: 0, max: 1_000, noNaN: true }));
/** Bars are read from a histogram: their edges are numbers. */
const edge = fc.double({ min: 0, max: 1e9, noNaN: true });
const maybe = fc.option(number, { nil: null });
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 40 }));
const anyLatency: fc.Arbitrary<Latency> = latencyOf(number, maybe);
const arrivalCounts: fc.Arbitrary<ArrivalCounts> = fc.record({
  planned: number,
  plannedRatePerSecond: number,
  achievedRatePerSecond: number,
  queued: number,
  longestQueue: number,
  unsent: number,
  peakConnections: fc.nat(),
});
const check = fc.oneof(
  fc.record({ kind: fc.constant('ok' as const), sentence: text }),
  fc.record({ kind: fc.constant('spoiled' as const), sentence: text }),
);
const measured = fc
  .record({
    durationMs: number,
    arrivals: fc.option(arrivalCounts, { nil: null }),
    averageRatePerSecond: number,
    peakRatePerSecond: number,
    ended: fc.constantFrom('complete' as const, 'stopped' as const),
    windows: fc.array(fc.record({ startMs: number, durationMs: number, requests: number, errors: number, p50Ms: maybe, p95Ms: maybe }), {
      maxLength: 30,
    }),
    total: fc
      .record({
        requests: number,
        errors: number,
        bytes: number,
        responseMs: anyLatency,
        serviceMs: anyLatency,
        detail: text,
        failed: fc.nat(),
      })
      .map(({ detail, failed, ...rest }) => ({
        ...total,
        ...rest,
        errorKinds: { status: failed, timeout: 1 },
        errorExamples: [{ error: 'status' as const, detail }],
      })),
    generator: fc.record({ cpuMs: number, engines: fc.nat(64), lagMs: anyLatency }).map((some) => ({ ...observation.generator, ...some })),
  })
  .map((some) => ({ ...observation, ...some }));

/** Any look at all: no number means anything, and every text means harm. */
export const anyLook: fc.Arbitrary<Look> = fc.record({
  observation: measured,
  self: fc.record({ generator: check, runner: check }),
  bars: fc.array(fc.record({ fromMs: edge, toMs: edge, count: fc.nat() }), { maxLength: 12 }),
});
