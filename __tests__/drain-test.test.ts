import { describe, expect, it } from 'vitest';

import { testDrain, type Before, type Patient } from '../src/drain-test.ts';
import type { DrainTest } from '../src/model/drain-test.ts';
import type { LoadProgress } from '../src/model/observation.ts';
import type { Survey } from '../src/model/reading.ts';
import type { World } from '../src/world.ts';
import { Simulation, simulatedWorld } from './load/simulation.ts';

const before: Before = { silentMs: 4_000, patienceMs: 2_700, probePath: '/health', idleSwitchesPerSecond: 2 };

/** What a service does once its load is taken away. */
interface Service {
  /** In flight at the beginning. */
  readonly inFlight?: number;
  /** How many of them are answered so long after the load was taken away. */
  readonly answers?: (afterMs: number) => number;
  readonly timeouts?: (afterMs: number) => number;
  /** When the load is over: by itself when nothing is in flight, or because the service died. */
  readonly overAtMs?: number;
  /** Threads that run or want to. */
  readonly runnable?: number;
  readonly switchesPerSecond?: number;
  readonly probe?: (path: string, timeoutMs: number, asked: number) => { readonly afterMs: number; readonly answeredMs: number | null };
  readonly askedForMs?: number;
  readonly isSeen?: boolean;
}

async function make(service: Service, given: Partial<Before> = {}): Promise<{ test: DrainTest; did: readonly string[]; tookMs: number }> {
  const simulation = new Simulation(10_000);
  const world: World = { ...simulatedWorld(simulation), interrupted: new AbortController().signal } as unknown as World;
  const {
    inFlight = 20,
    answers = () => 0,
    timeouts = () => 0,
    runnable = 0,
    switchesPerSecond = 0,
    askedForMs = 100,
    isSeen = true,
  } = service;
  const did: string[] = [];
  const over = new AbortController();
  let finishedMs = Number.POSITIVE_INFINITY;
  let probes = 0;
  if (service.overAtMs !== undefined) simulation.plan(10_000 + service.overAtMs, () => over.abort());
  const after = (): number => Math.max(0, simulation.nowMs - finishedMs);
  const latest = (): LoadProgress => {
    const [answered, timedOut] = [answers(after()), timeouts(after())];
    const left = inFlight - answered - timedOut;
    const flights = left === 0 ? [] : [{ operation: 'list', count: left, oldestMs: 4_000 + after(), answered: 300 + answered }];
    return {
      elapsedMs: 0,
      measuring: true,
      requests: 0,
      errors: 0,
      p95Ms: null,
      inFlight: left,
      answered: 300 + answered,
      timedOut,
      slowestMs: 9,
      flights,
    };
  };
  const survey = (): Survey => {
    did.push('survey');
    const atMs = simulation.nowMs;
    const work = {
      ranMs: (atMs * runnable) / 2,
      waitedMs: (atMs * runnable) / 2,
      voluntarySwitches: (atMs * switchesPerSecond) / 1_000,
      involuntarySwitches: 0,
    };
    return { atMs, work } as unknown as Survey;
  };
  const patient: Patient = {
    latest,
    finish: () => {
      did.push('finish');
      finishedMs = simulation.nowMs;
    },
    over: over.signal,
    probe: async (path, timeoutMs) => {
      const { afterMs, answeredMs } = service.probe?.(path, timeoutMs, (probes += 1)) ?? { afterMs: 3, answeredMs: 3 };
      await world.sleep(afterMs);
      return answeredMs;
    },
    survey: () => (isSeen ? survey() : null),
    tellThreads: () => ['1 × node asleep'],
    askWhere: async () => {
      did.push('ask');
      await world.sleep(askedForMs);
      return ['settle (shop.js:9:3)'];
    },
  };
  const test = await simulation.runUntil(testDrain({ ...before, ...given }, patient, world));
  return { test, did, tookMs: simulation.nowMs - 10_000 };
}

describe('the drain test', () => {
  it('takes the load away first, then counts, and asks where the program stands after that', async () => {
    const { test, did, tookMs } = await make({ runnable: 0.5, switchesPerSecond: 30 });
    expect(did).toEqual(['finish', 'survey', 'survey', 'ask']);
    expect(test).toMatchObject({
      silentMs: 4_000,
      answered: 300,
      flights: [{ operation: 'list', count: 20, oldestMs: 4_000, answered: 300 }],
      waitedMs: 2_700,
      drained: 0,
      left: 20,
      probe: { path: '/health', answeredMs: 3 },
      idleSwitchesPerSecond: 2,
      threads: ['1 × node asleep'],
      stack: ['settle (shop.js:9:3)'],
    });
    expect(test.runnable).toBeCloseTo(0.5, 6);
    expect(test.switchesPerSecond).toBeCloseTo(30, 6);
    expect(tookMs).toBe(2_700);
  });

  it('is over at once when all is answered, and does not disturb the program then', async () => {
    const { test, did, tookMs } = await make({ answers: (afterMs) => (afterMs < 700 ? 0 : 20), overAtMs: 700 });
    expect(test).toMatchObject({ drained: 20, left: 0, stack: [] });
    expect(did).not.toContain('ask');
    expect(tookMs).toBeLessThan(800);
  });

  it('tells how many were answered of those that were in flight', async () => {
    const { test } = await make({ answers: (afterMs) => Math.min(20, Math.floor(afterMs / 1_000)) });
    expect(test).toMatchObject({ drained: 2, left: 18 });
  });

  it('counts who was given up among those that are left, not among those that ended', async () => {
    const { test } = await make({ timeouts: (afterMs) => (afterMs < 1_000 ? 0 : 20), overAtMs: 1_000 });
    expect(test).toMatchObject({ drained: 0, left: 20 });
  });

  it('takes the first answer of several new connections, and none when all stay silent', async () => {
    const silent = { afterMs: 2_700, answeredMs: null };
    const swallowed = await make({ probe: (_, __, asked) => (asked === 1 ? silent : { afterMs: 12, answeredMs: 12 }) });
    expect(swallowed.test.probe.answeredMs).toBe(12);
    expect((await make({ probe: () => silent })).test.probe.answeredMs).toBeNull();
  });

  it('does not wait for who cannot say where the program stands', async () => {
    const { test, tookMs } = await make({ askedForMs: 60_000 });
    expect(test.stack).toEqual([]);
    expect(tookMs).toBe(2_700);
  });

  it('waits longer where it is told to be patient', async () => {
    const { test, tookMs } = await make({ answers: (afterMs) => (afterMs < 4_000 ? 0 : 20), overAtMs: 4_000 }, { patienceMs: 5_000 });
    expect(test).toMatchObject({ drained: 20, left: 0 });
    expect(tookMs).toBeLessThan(4_100);
  });

  it('knows nothing of what nobody lets it see', async () => {
    expect((await make({ isSeen: false })).test).toMatchObject({ runnable: null, switchesPerSecond: null });
  });

  it('says that nothing is left when the service is gone', async () => {
    expect((await make({ overAtMs: 500 })).test).toMatchObject({ left: 0, stack: [] });
  });
});
