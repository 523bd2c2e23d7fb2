import { describe, expect, it } from 'vitest';

import { checkGenerator, checkRunner } from '../../src/load/self-check.ts';
import type { Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import { scenario } from '../support/operations.ts';

interface Given {
  readonly requests?: number;
  readonly responseMs?: number;
  readonly slowestMs?: number;
  readonly lagMs?: number;
  readonly utilisation?: number;
  readonly runQueueShare?: number | null;
  readonly thinkMs?: number;
  readonly users?: number;
  readonly refused?: number;
  readonly ended?: Observation['ended'];
}

const latency = (count: number, ms: number, max: number): Latency => ({ count, min: ms, mean: ms, p50: ms, p95: ms, p99: ms, max });

/** Ten seconds of load; 20 users, 10 ms each, 40 ms of thinking: 4 000 operations by Little's law. */
function observe(given: Given = {}): Observation {
  const { requests = 4_000, responseMs = 10, slowestMs = 30, lagMs = 0.1, thinkMs = 40, users = 20, refused = 0 } = given;
  const total: OperationObservation = {
    name: 'all',
    requests,
    errors: refused,
    errorKinds: refused === 0 ? {} : { refused },
    errorExamples: [],
    bytes: 0,
    responseMs: latency(requests, responseMs, slowestMs),
    serviceMs: latency(requests, responseMs - lagMs, slowestMs),
    histogram: '',
  };
  return {
    scenario: scenario({ users, thinkMs, durationMs: 10_000 }),
    durationMs: 10_000,
    operations: [total],
    total,
    windows: [],
    averageRatePerSecond: requests / 10,
    peakRatePerSecond: requests / 10,
    peakInFlight: users,
    generator: {
      utilisation: given.utilisation ?? 0.3,
      runQueueShare: given.runQueueShare === undefined ? 0.05 : given.runQueueShare,
      lagMs: latency(requests, lagMs, lagMs),
    },
    ended: given.ended ?? 'complete',
  };
}

describe('the check of the generator', () => {
  it.each<[string, Given]>([
    ['healthy', {}],
    ['a late millisecond on a fast service', { lagMs: 0.9, responseMs: 1, thinkMs: 49 }],
    ['a tenth of a slow response', { lagMs: 40, responseMs: 450, slowestMs: 900, thinkMs: 50, requests: 400 }],
    ['busy, but not full', { utilisation: 0.96 }],
    ['a service that hung for seconds at an end', { requests: 2_500, slowestMs: 5_000 }],
    ['users who paused after refused connections', { requests: 1_000, refused: 500 }],
    ['a stopped run', { requests: 1_000, ended: 'stopped' }],
    ['nothing counted', { requests: 0, thinkMs: 20_000 }],
  ])('finds it good: %s', (_, given) => {
    expect(checkGenerator(observe(given)).kind).toBe('ok');
  });

  it.each<[string, Given, RegExp]>([
    ['late by more than a millisecond on a fast service', { lagMs: 1.5 }, /sent its requests 1\.5 ms late \(median\)/],
    [
      'late by more than a tenth of a slow response',
      { lagMs: 60, responseMs: 450, thinkMs: 50, requests: 400, slowestMs: 900 },
      /60 ms late/,
    ],
    ['busy all the time', { utilisation: 0.985 }, /busy 99 % of the time, so the latencies are upper bounds/],
    ['users unaccounted for', { requests: 3_700 }, /account for 18\.5 of 20 users \(Little's law\)/],
    ['more users than there are', { requests: 4_300 }, /account for 21\.5 of 20 users/],
  ])('finds it spoiled, with what to do next: %s', (_, given, sentence) => {
    const check = checkGenerator(observe(given));
    expect(check.kind).toBe('spoiled');
    expect(check.sentence).toMatch(sentence);
    expect(check.sentence).toMatch(/Use fewer users|Run it again/);
  });
});

describe('the check of the runner', () => {
  it.each<[string, Given]>([
    ['healthy', {}],
    ['a kernel that does not say', { runQueueShare: null }],
    ['a saturated core under a fast service', { runQueueShare: 0.45, responseMs: 0.6, slowestMs: 5, thinkMs: 0, requests: 333_000 }],
  ])('finds it good: %s', (_, given) => {
    expect(checkRunner(observe(given)).kind).toBe('ok');
  });

  it('finds it spoiled when the generator waits for a core and that may show', () => {
    expect(checkRunner(observe({ runQueueShare: 0.53 }))).toEqual({
      kind: 'spoiled',
      mostShare: 0.53,
      sentence: expect.stringMatching(
        /^The load generator waited for a core 53 % of the time, which may add 5\.3 ms to each response: .* Use fewer users/,
      ),
    });
  });
});
