import { describe, expect, it } from 'vitest';

import { checkGenerator, checkRunner, findTrouble } from '../../src/load/self-check.ts';
import type { ArrivalCounts, Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import { openScenario, scenario } from '../support/operations.ts';

interface Given {
  readonly requests?: number;
  readonly responseMs?: number;
  readonly slowestMs?: number;
  /** The generator's own lateness, of every request. */
  readonly lateMs?: number;
  /** That of the latest tenth. */
  readonly lateP90Ms?: number;
  /** What of the lag is no fault of the generator: the wait for a connection. */
  readonly waitMs?: number;
  readonly utilisation?: number;
  readonly cpuShare?: number | null;
  readonly runQueueShare?: number | null;
  readonly thinkMs?: number;
  readonly users?: number;
  readonly refused?: number;
  readonly ended?: Observation['ended'];
  /** An open load's. */
  readonly arrivals?: Partial<ArrivalCounts>;
}

const latency = (count: number, ms: number, max: number, tenthMs: number = ms): Latency => ({
  count,
  min: ms,
  mean: ms,
  p50: ms,
  p75: ms,
  p90: tenthMs,
  p95: tenthMs,
  p99: tenthMs,
  p999: tenthMs,
  max,
});

/** Ten seconds of load; 20 users, 10 ms each, 40 ms of thinking: 4 000 operations by Little's law. */
function observe(given: Given = {}): Observation {
  const { requests = 4_000, responseMs = 10, slowestMs = 30, lateMs = 0.1, waitMs = 0, thinkMs = 40, users = 20, refused = 0 } = given;
  const total: OperationObservation = {
    name: 'all',
    requests,
    errors: refused,
    errorKinds: refused === 0 ? {} : { refused },
    errorExamples: [],
    bytes: 0,
    responseMs: latency(requests, responseMs, slowestMs),
    serviceMs: latency(requests, responseMs - lateMs - waitMs, slowestMs),
    histogram: '',
  };
  const arrivals: ArrivalCounts = {
    planned: requests,
    plannedRatePerSecond: requests / 10,
    achievedRatePerSecond: requests / 10,
    queued: 0,
    longestQueue: 0,
    unsent: 0,
    peakConnections: 8,
    ...given.arrivals,
  };
  const isOpen = given.arrivals !== undefined;
  return {
    scenario: isOpen ? openScenario({ durationMs: 10_000 }) : scenario({ users, thinkMs, durationMs: 10_000 }),
    warmup: { durationMs: 500, blockMs: 250, p50sMs: [], steady: null },
    durationMs: 10_000,
    operations: [total],
    total,
    windows: [],
    averageRatePerSecond: requests / 10,
    peakRatePerSecond: requests / 10,
    peakInFlight: users,
    arrivals: isOpen ? arrivals : null,
    generator: {
      engines: 1,
      utilisation: given.utilisation ?? 0.3,
      cpuShare: given.cpuShare === undefined ? 0.3 : given.cpuShare,
      runQueueShare: given.runQueueShare === undefined ? 0.05 : given.runQueueShare,
      cpuMs: 3_000,
      lagMs: latency(requests, lateMs + waitMs, lateMs + waitMs),
      lateMs: latency(requests, lateMs, lateMs, given.lateP90Ms),
      hiccupMs: latency(1_000, 0.05, 3),
    },
    ended: given.ended ?? 'complete',
  };
}

describe('the check of the generator', () => {
  it.each<[string, Given]>([
    ['healthy', {}],
    ['a late millisecond on a fast service', { lateMs: 0.9, lateP90Ms: 0.4, responseMs: 1, thinkMs: 49 }],
    ['a tenth of a slow response', { lateMs: 40, responseMs: 450, slowestMs: 900, thinkMs: 50, requests: 400 }],
    ['busy, but not full', { utilisation: 0.96 }],
    ['a service that hung for seconds at an end', { requests: 2_500, slowestMs: 5_000 }],
    ['users who paused after refused connections', { requests: 1_000, refused: 500 }],
    ['a stopped run', { requests: 1_000, ended: 'stopped' }],
    ['nothing counted', { requests: 0, thinkMs: 20_000 }],
    ['an open load, for which Little’s law says nothing', { arrivals: {}, requests: 1_000, users: 3 }],
    ['an open load of which one arrival was under way at the end', { arrivals: { achievedRatePerSecond: 399.9 } }],
    ['an open load that was stopped', { arrivals: { achievedRatePerSecond: 200 }, ended: 'stopped' }],
    ['an open load without an arrival', { arrivals: { planned: 0, plannedRatePerSecond: 0, achievedRatePerSecond: 0 } }],
    ['arrivals that waited for a connection and left too late for their time', { arrivals: { achievedRatePerSecond: 100, queued: 3_000 } }],
    ['arrivals whose lag is the wait for a connection', { arrivals: { queued: 3_500 }, waitMs: 300, responseMs: 320, slowestMs: 900 }],
    ['arrivals never sent for want of a connection', { arrivals: { achievedRatePerSecond: 40, queued: 3_600, unsent: 3_600 } }],
  ])('finds it good: %s', (_, given) => {
    expect(checkGenerator(observe(given))).toMatchObject({ kind: 'ok' });
  });

  it.each<[string, Given, RegExp]>([
    ['late by more than a millisecond on a fast service', { lateMs: 1.5 }, /sent half of its requests 1\.5 ms late or more/],
    [
      'late by more than a tenth of a slow response',
      { lateMs: 60, responseMs: 450, thinkMs: 50, requests: 400, slowestMs: 900 },
      /half of its requests 60 ms late/,
    ],
    [
      'a tenth of the requests late',
      { lateP90Ms: 1.2 },
      /sent a tenth of its requests 1\.2 ms late or more against a response time of 10 ms/,
    ],
    ['busy all the time', { utilisation: 0.985 }, /busy 99 % of the time, so the latencies are upper bounds/],
    ['users unaccounted for', { requests: 3_700 }, /account for 18\.5 of 20 users \(Little's law\)/],
    ['more users than there are', { requests: 4_300 }, /account for 21\.5 of 20 users/],
    ['late in the open model', { lateMs: 1.5, arrivals: {} }, /1\.5 ms late/],
    ['late of its own though arrivals queued as well', { lateMs: 1.5, arrivals: { queued: 100 } }, /1\.5 ms late/],
    ['busy in the open model', { utilisation: 0.985, arrivals: {} }, /busy 99 %/],
    [
      'arrivals that queued because answers waited for a busy generator',
      { utilisation: 0.9, arrivals: { achievedRatePerSecond: 250, queued: 4_000 } },
      /busy 90 % of the time/,
    ],
    [
      'an open load that left too slowly',
      { arrivals: { achievedRatePerSecond: 380 } },
      /sent 380 of 400 planned requests per second \(busy .*\), so the service was spared a part of the load/,
    ],
  ])('finds it spoiled, with what to do next: %s', (_, given, sentence) => {
    const check = checkGenerator(observe(given));
    expect(check.kind).toBe('spoiled');
    expect(check.sentence).toMatch(sentence);
    expect(check.sentence).toMatch(/Use fewer users|Run it again|Ask for a lower rate/);
  });

  it('bounds what lateness can have added by what lies between response and service times', () => {
    expect(checkGenerator(observe({ lateMs: 2 }))).toMatchObject({ kind: 'spoiled', mostShare: expect.closeTo(0.2, 9) });
    expect(checkGenerator(observe({ lateMs: 2, arrivals: {} }))).toMatchObject({ kind: 'spoiled', mostShare: expect.closeTo(0.2, 9) });
  });

  it.each<[string, Given]>([
    ['late, where arrivals waited for a connection too', { lateMs: 2, waitMs: 3, arrivals: { queued: 10 } }],
    ['busy', { utilisation: 0.99 }],
    ['too slow', { arrivals: { achievedRatePerSecond: 300 } }],
    ['users unaccounted for', { requests: 3_700 }],
  ])('does not know how much other trouble can have added: %s', (_, given) => {
    const check = checkGenerator(observe(given));
    expect(check.kind).toBe('spoiled');
    expect('mostShare' in check).toBe(false);
  });
});

describe('a generator that was late', () => {
  it('is not blamed where even a thread that only slept woke up late', () => {
    const late = observe({ lateMs: 5 });
    const paused = { ...late, generator: { ...late.generator, hiccupMs: latency(1_000, 4, 20) } };
    expect(checkGenerator(late).sentence).not.toMatch(/paused/);
    expect(checkGenerator(paused).sentence).toMatch(/The machine itself paused: a thread that only slept woke up 4 ms late/);
  });
});

describe('the check of the runner', () => {
  it.each<[string, Given]>([
    ['healthy', {}],
    ['a kernel that does not say', { runQueueShare: null }],
    ['a kernel that says half of it', { cpuShare: null, runQueueShare: 0.9 }],
    ['a saturated core under a fast service', { runQueueShare: 0.45, responseMs: 0.6, slowestMs: 5, thinkMs: 0, requests: 333_000 }],
    ['a short wait under a slow service', { runQueueShare: 0.2, responseMs: 500 }],
    ['an open load', { arrivals: {} }],
  ])('finds it good: %s', (_, given) => {
    expect(checkRunner(observe(given))).toMatchObject({ kind: 'ok' });
  });

  it.each<[string, Given]>([
    ['closed', { runQueueShare: 0.53 }],
    ['open', { runQueueShare: 0.53, arrivals: {} }],
  ])('finds it spoiled when the generator waits for a core and that may show, and says how much: %s', (_, given) => {
    expect(checkRunner(observe(given))).toEqual({
      kind: 'spoiled',
      mostShare: 0.53,
      sentence: expect.stringMatching(
        /^The load generator waited for a core 53 % of the time, which may add 5\.3 ms to each response: .* Use fewer users/,
      ),
    });
  });

  it.each<[string, Given, boolean]>([
    ['more than half as long as it ran on one', { runQueueShare: 0.16, cpuShare: 0.3 }, false],
    ['less than that', { runQueueShare: 0.14, cpuShare: 0.3 }, true],
    ['next to nothing', { runQueueShare: 0.04, cpuShare: 0.01, utilisation: 0.01 }, true],
    ['at work without a core', { runQueueShare: 0.03, cpuShare: 0.08, utilisation: 0.15 }, false],
    ['at work without a core for a moment', { runQueueShare: 0.03, cpuShare: 0.08, utilisation: 0.11 }, true],
  ])('is strict where nobody weighs the numbers against a limit: %s', (_, given, good) => {
    expect(checkRunner(observe(given)).kind).toBe('ok');
    expect(checkRunner(observe(given), true).kind).toBe(good ? 'ok' : 'spoiled');
  });
});

describe('what spoiled an observation', () => {
  it('is nothing, the generator’s trouble, or else the runner’s', () => {
    expect(findTrouble(observe())).toBeNull();
    expect(findTrouble(observe({ utilisation: 0.99, runQueueShare: 0.5 }))?.sentence).toMatch(/busy 99 %/);
    expect(findTrouble(observe({ runQueueShare: 0.5 }))?.sentence).toMatch(/waited for a core/);
  });
});
