import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Share } from '../../src/load/course.ts';
import { openChance } from '../../src/stats/chance.ts';
import { scenario } from '../support/operations.ts';
import { begin, startMs } from './a-play.ts';
import type { Asked } from './simulation.ts';

const loads = fc.record({
  users: fc.integer({ min: 1, max: 12 }),
  thinkMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 })),
  durationMs: fc.integer({ min: 1, max: 1_000 }),
  warmupMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 600 })),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});
const meanMs = fc.integer({ min: 5, max: 200 });

function around(seed: number, mean: number): (n: number) => number {
  return (n) => mean * (0.2 + openChance(seed, n).unit());
}

function byUser(asked: readonly Asked[]): ReadonlyMap<number, readonly Asked[]> {
  const users = new Map<number, readonly Asked[]>();
  for (const one of asked) users.set(one.user, [...(users.get(one.user) ?? []), one]);
  return users;
}

describe('the closed model', () => {
  it('lets each user wait for its answer, think from half to one and a half of the mean, and go on', () => {
    fc.assert(
      fc.property(loads, meanMs, (given, mean) => {
        const decided = scenario(given);
        const serviceMs = around(given.seed, mean);
        const played = begin(decided, { serviceMs });
        played.measure();
        played.simulation.run();
        for (const asked of byUser(played.service.asked).values()) {
          for (const [index, { atMs }] of asked.entries()) {
            const before = asked[index - 1];
            if (before === undefined) continue;
            const thoughtMs = atMs - before.atMs - serviceMs(before.n);
            expect(thoughtMs).toBeGreaterThanOrEqual(0.5 * given.thinkMs - 1e-6);
            expect(thoughtMs).toBeLessThanOrEqual(1.5 * given.thinkMs + 1e-6);
          }
        }
        const { total, generator } = played.tell();
        expect(generator.lagMs.max ?? 0).toBeLessThan(1e-6);
        expect(total.responseMs.max).toBe(total.serviceMs.max);
      }),
      { numRuns: 50 },
    );
  });

  it('begins no operation that was meant for the end or later, and is over with the last answer', async () => {
    await fc.assert(
      fc.asyncProperty(loads, meanMs, fc.integer({ min: 0, max: 40 }), async (given, mean, lateMs) => {
        const played = begin(scenario(given), { serviceMs: around(given.seed, mean), lateMs: () => lateMs });
        played.measure();
        played.simulation.run();
        await played.traffic.done;
        const { toMs, fromMs } = played.course;
        expect(played.service.asked.every(({ atMs }) => atMs < toMs + lateMs)).toBe(true);
        expect(played.service.peakInFlight).toBeLessThanOrEqual(given.users);
        const { total } = played.tell();
        expect(total.requests).toBeLessThanOrEqual(played.service.asked.length);
        expect(total.requests).toBeGreaterThanOrEqual(played.service.asked.filter(({ atMs }) => atMs >= fromMs + lateMs).length);
        await played.traffic.close();
        expect(played.service.open).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('lets the users leave who would think beyond the end when the warm-up is brought forward', async () => {
    await fc.assert(
      fc.asyncProperty(loads, meanMs, fc.double({ min: 0, max: 1, noNaN: true }), async (given, mean, share) => {
        const decided = scenario({ ...given, warmupMs: 5_000, thinkMs: 10 * given.thinkMs });
        const played = begin(decided, { serviceMs: around(given.seed, mean) });
        played.measure(startMs + 5_000 * share);
        expect(played.course.toMs - played.course.fromMs).toBeCloseTo(decided.durationMs, 6);
        // Nobody who thinks for longer keeps the run waiting: 1.2 times the mean is the slowest answer.
        played.simulation.run(played.course.toMs + 1.2 * mean + 1e-6);
        await played.traffic.done;
        expect(played.service.asked.every(({ atMs }) => atMs < played.course.toMs)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same load whoever carries it: each user does what it would alone, in whatever engine', () => {
    fc.assert(
      fc.property(loads, meanMs, fc.integer({ min: 1, max: 4 }), (given, mean, of) => {
        const play = (share: Share): readonly Asked[] => {
          const played = begin(scenario(given), { serviceMs: around(given.seed, mean), share });
          played.measure();
          played.simulation.run();
          return played.service.asked;
        };
        const whole = byUser(play({ index: 0, of: 1 }));
        const parts = byUser(Array.from({ length: of }, (_, index) => play({ index, of })).flat());
        expect([...parts.entries()].toSorted(([one], [other]) => one - other)).toEqual(
          [...whole.entries()].toSorted(([one], [other]) => one - other),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('sends the users in one after another in the first half of the warm-up, at most half a second long', () => {
    const begun = (warmupMs: number): readonly number[] => {
      const played = begin(scenario({ users: 10, warmupMs }), { serviceMs: () => 60_000 });
      played.measure();
      played.simulation.run(played.course.fromMs);
      return played.service.asked.map(({ atMs }) => atMs - startMs);
    };
    expect(begun(400)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180]);
    expect(begun(10_000)).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450]);
    expect(begun(0)).toEqual(Array.from({ length: 10 }, () => 0));
  });

  it('has nothing to wait for where an engine has no user, or where none would begin in time', async () => {
    const alone = begin(scenario({ users: 2 }), { serviceMs: () => 1, share: { index: 2, of: 3 } });
    await alone.traffic.done;
    const late = begin(scenario({ users: 3, thinkMs: 600_000, durationMs: 1, warmupMs: 0 }), { serviceMs: () => 1 });
    await late.traffic.done;
    expect([alone.service.connections, late.service.asked.length]).toEqual([0, 0]);
  });
});
