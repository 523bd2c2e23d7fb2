import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { checkGenerator } from '../../src/load/self-check.ts';
import { isWarm, type Block } from '../../src/load/warm-up.ts';
import type { LoadProgress } from '../../src/model/observation.ts';
import { openScenario, scenario } from '../support/operations.ts';
import { simulate } from './a-run.ts';
import { modestArrivals } from './any-load.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const models = fc.constantFrom('closed', 'open');
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a run of either model', () => {
  it('measures the whole duration, whenever the warm-up ends', async () => {
    await fc.assert(
      fc.asyncProperty(models, share, seeds, async (model, early, seed) => {
        const given = { warmupMs: 1_000, durationMs: 400, seed };
        const asked = model === 'closed' ? scenario({ ...given, users: 3, thinkMs: 100 }) : openScenario(given);
        const { observation, simulation } = await simulate(
          asked,
          () => 12,
          (world) => {
            const warm = new AbortController();
            world.plan(world.nowMs + 1_000 * early, () => warm.abort());
            return { warm: warm.signal };
          },
        );
        expect(observation).toMatchObject({ durationMs: 400, ended: 'complete', total: { errors: 0 } });
        expect(observation.warmup.durationMs).toBeCloseTo(1_000 * early, 6);
        expect(simulation.nowMs).toBeLessThan(1_000 + 1_000 * early + 400 + 13);
        if (observation.arrivals !== null) expect(observation.total.requests).toBe(observation.arrivals.planned);
        expect(observation.windows.reduce((sum, { requests }) => sum + requests, 0)).toBe(observation.total.requests);
      }),
      { numRuns: 20 },
    );
  });

  it('when it is stopped, tells what has ended until then and no more, and leaves nothing open', async () => {
    await fc.assert(
      fc.asyncProperty(models, share, async (model, at) => {
        const given = { warmupMs: 100, durationMs: 500 };
        const asked = model === 'closed' ? scenario({ ...given, users: 2 }) : openScenario({ ...given, connections: 3 });
        const { observation, service, simulation } = await simulate(
          asked,
          () => 40,
          (world) => {
            const stop = new AbortController();
            world.plan(world.nowMs + 600 * at, () => stop.abort());
            return { signal: stop.signal };
          },
        );
        expect(observation.ended).toBe('stopped');
        expect(observation.durationMs).toBeCloseTo(Math.max(0, 600 * at - 100), 6);
        expect(observation.total.errors).toBe(0);
        expect(service.open).toBe(0);
        const ended = service.asked.filter(({ atMs }) => atMs + 40 <= 1_000 + 600 * at + 1e-9).length;
        expect(observation.total.requests).toBeLessThanOrEqual(ended);
        expect(simulation.nowMs).toBeCloseTo(1_000 + 600 * at, 6);
      }),
      { numRuns: 20 },
    );
  });

  it('when it is finished, begins nothing more, waits for what is in flight, and measures that much less', async () => {
    await fc.assert(
      fc.asyncProperty(models, share, fc.constantFrom(0, 7, 90), seeds, async (model, when, thinkMs, seed) => {
        // At the very end there is nothing left to finish.
        const at = 0.99 * when;
        const given = { warmupMs: 100, durationMs: 500, seed };
        const asked = model === 'closed' ? scenario({ ...given, users: 3, thinkMs }) : openScenario({ ...given, connections: 3 });
        const finishMs = 1_000 + 600 * at;
        const { observation, service, simulation } = await simulate(
          asked,
          () => 40,
          (world) => {
            const finish = new AbortController();
            world.plan(finishMs, () => finish.abort());
            return { finish: finish.signal };
          },
        );
        const { total, durationMs, ended, windows, warmup } = observation;
        expect(ended).toBe('complete');
        expect(durationMs).toBeCloseTo(Math.max(0, 600 * at - 100), 6);
        expect(warmup.durationMs).toBeCloseTo(Math.min(100, 600 * at), 6);
        expect(total.errors).toBe(0);
        expect(service.open).toBe(0);
        expect(service.asked.every(({ atMs }) => atMs <= finishMs)).toBe(true);
        expect(simulation.nowMs).toBeLessThanOrEqual(finishMs + 40 + 1e-6);
        // A user's operation leaves when it is meant to: all that were asked for in the measured time are counted.
        const counted = service.asked.filter(({ atMs }) => atMs >= 1_100 && atMs < finishMs).length;
        if (model === 'closed') expect(total.requests).toBeGreaterThanOrEqual(counted);
        if (durationMs > 0) expect(windows.reduce((sum, { requests }) => sum + requests, 0)).toBe(total.requests);
        // Those it never let leave are not held against the generator.
        expect(checkGenerator(observation).sentence).not.toMatch(/planned|Little/);
      }),
      { numRuns: 40 },
    );
  });

  it('is finished before it began without a request, and one that has ended cannot be finished', async () => {
    const never = await simulate(
      scenario({ users: 3 }),
      () => 10,
      () => ({ finish: AbortSignal.abort() }),
    );
    expect(never.observation).toMatchObject({
      ended: 'complete',
      durationMs: 0,
      total: { requests: 0 },
      averageRatePerSecond: 0,
      windows: [],
    });
    const late = await simulate(
      scenario({ users: 3, warmupMs: 0, durationMs: 300 }),
      () => 900,
      (world) => {
        const finish = new AbortController();
        world.plan(1_500, () => finish.abort());
        return { finish: finish.signal };
      },
    );
    expect(late.observation).toMatchObject({ ended: 'complete', durationMs: 300, total: { requests: 3, errors: 0 } });
  });

  it('tells what is in flight, of which kind and since when, and goes on telling while it waits for the last answers', async () => {
    const told: LoadProgress[] = [];
    const asked = scenario({ users: 4, mix: { list: 1, add: 1 }, warmupMs: 0, durationMs: 600 });
    // The first ten are answered; after them nobody is, until the time is over.
    await simulate(
      asked,
      (n) => (n < 10 ? 20 : Number.POSITIVE_INFINITY),
      () => ({ timeoutMs: 2_000, onProgress: (progress) => void told.push(progress) }),
    );
    const waiting = told.filter(({ elapsedMs }) => elapsedMs > 200 && elapsedMs < 2_000);
    expect(waiting.length).toBeGreaterThanOrEqual(7);
    for (const { inFlight, answered, timedOut, slowestMs, flights, elapsedMs } of waiting) {
      expect({ inFlight, answered, timedOut, slowestMs }).toEqual({ inFlight: 4, answered: 10, timedOut: 0, slowestMs: 20 });
      expect(flights.reduce((sum, { count }) => sum + count, 0)).toBe(4);
      expect(flights.reduce((sum, flight) => sum + flight.answered, 0)).toBeLessThanOrEqual(10);
      expect(Math.max(...flights.map(({ oldestMs }) => oldestMs))).toBeCloseTo(elapsedMs - 40, 0);
    }
    expect(told.at(-1)).toMatchObject({ inFlight: 0, answered: 10, timedOut: 4, flights: [] });
  });

  it('tells as the age of an arrival how long it has been on its way, without its wait in line', async () => {
    const told: LoadProgress[] = [];
    const asked = openScenario({ arrivals: { pattern: 'burst', size: 3, everyMs: 10_000 }, connections: 1, warmupMs: 0, durationMs: 900 });
    await simulate(
      asked,
      (n) => (n === 0 ? 400 : 5_000),
      () => ({ timeoutMs: 2_000, onProgress: (progress) => void told.push(progress) }),
    );
    expect(told.find(({ elapsedMs }) => elapsedMs === 750)).toMatchObject({
      inFlight: 1,
      flights: [{ operation: 'list', count: 1, oldestMs: 350, answered: 1 }],
    });
  });

  it('counts every planned arrival, also those whose wait and answer together last for nearly twice the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(modestArrivals, fc.integer({ min: 1, max: 3 }), async (arrivals, connections) => {
        const asked = openScenario({ arrivals, connections, warmupMs: 0, durationMs: 300 });
        const { observation } = await simulate(
          asked,
          () => Number.POSITIVE_INFINITY,
          () => ({ timeoutMs: 60_000 }),
        );
        expect(observation.ended).toBe('complete');
        expect(observation.total.requests).toBe(observation.arrivals?.planned);
        expect(observation.total.errors).toBe(observation.total.requests);
      }),
      { numRuns: 20 },
    );
  });

  it('tells the blocks of the warm-up as they come, and all of them at the end', async () => {
    const blocks: Block[] = [];
    const asked = scenario({ users: 2, warmupMs: 1_100, durationMs: 100 });
    const { observation } = await simulate(
      asked,
      () => 10,
      () => ({ onBlock: (block) => void blocks.push(block) }),
    );
    expect(blocks).toHaveLength(4);
    expect(blocks.at(-1)?.requests).toBe(50);
    expect(observation.warmup).toMatchObject({ durationMs: 1_100, blockMs: 250, steady: null });
    expect(observation.warmup.p50sMs).toEqual(blocks.map(({ p50Ms }) => p50Ms));
  });

  it('is told when the service is steady, and says so; one that never is measured after the whole warm-up', async () => {
    const settle = (serviceMs: (n: number) => number): ReturnType<typeof simulate> =>
      simulate(scenario({ users: 1, warmupMs: 6_000, durationMs: 100 }), serviceMs, () => {
        const warm = new AbortController();
        const blocks: Block[] = [];
        const onBlock = (block: Block): void => {
          blocks.push(block);
          if (isWarm(blocks)) warm.abort();
        };
        return { warm: warm.signal, onBlock };
      });
    const steady = await settle(() => 10);
    expect(steady.observation.warmup).toMatchObject({ durationMs: 1_250, steady: true });
    const never = await settle((n) => 100 * 0.99 ** n);
    expect(never.observation.warmup).toMatchObject({ durationMs: 6_000, steady: false });
  });

  it('tells its progress: never fewer than before, measuring once the warm-up is over', async () => {
    const fast = { pattern: 'constant', ratePerSecond: 400 } as const;
    for (const asked of [
      scenario({ users: 4, warmupMs: 500, durationMs: 900 }),
      openScenario({ arrivals: fast, warmupMs: 500, durationMs: 900 }),
    ]) {
      const told: LoadProgress[] = [];
      await simulate(
        asked,
        () => 10,
        () => ({ onProgress: (progress) => void told.push(progress) }),
      );
      // Four times a second, and once more when all is over.
      expect(told).toHaveLength(6);
      expect(told.map(({ measuring }) => measuring)).toEqual([false, expect.any(Boolean), true, true, true, true]);
      expect(told.at(-1)).toMatchObject({ inFlight: 0, flights: [] });
      const requests = told.map((progress) => progress.requests);
      expect(requests).toEqual(requests.toSorted((one, other) => one - other));
      expect(told[0]?.requests).toBe(0);
      expect(told.at(-1)?.p95Ms).toBeCloseTo(10, 1);
    }
  });
});
