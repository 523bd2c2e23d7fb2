import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

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
      expect(told).toHaveLength(5);
      expect(told.map(({ measuring }) => measuring)).toEqual([false, expect.any(Boolean), true, true, true]);
      const requests = told.map((progress) => progress.requests);
      expect(requests).toEqual(requests.toSorted((one, other) => one - other));
      expect(told[0]?.requests).toBe(0);
      expect(told.at(-1)?.p95Ms).toBeCloseTo(10, 1);
    }
  });
});
