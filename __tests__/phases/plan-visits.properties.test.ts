import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planVisits } from '../../src/phases/plan-visits.ts';

const time = fc.integer({ min: 500, max: 60_000 });
const users = fc.integer({ min: 3, max: 1_000 });
const turn = fc.double({ min: 0.1, max: 2_000, noNaN: true });

describe('planVisits', () => {
  it('visits one user, as many as are asked for and some between, each twice or more, in no more than the time there is', () => {
    fc.assert(
      fc.property(time, users, turn, (withinMs, most, turnMs) => {
        const plan = planVisits(withinMs, most, turnMs);
        if (plan === null) return;
        const { levels, rounds, settleMs, durationMs } = plan;
        expect([levels[0], levels.at(-1)]).toEqual([1, most]);
        expect([...levels]).toEqual([...new Set(levels)].toSorted((a, b) => a - b));
        expect(levels.length).toBeGreaterThanOrEqual(3);
        expect(rounds).toBeGreaterThanOrEqual(2);
        expect(levels.length * rounds * (settleMs + durationMs)).toBeLessThan(withinMs);
        expect(durationMs).toBeGreaterThanOrEqual(Math.max(300, 8 * turnMs));
      }),
    );
  });

  it('makes no fewer visits with more time, and no more for a slower service', () => {
    const visitsOf = (plan: ReturnType<typeof planVisits>): number => (plan === null ? 0 : plan.levels.length * plan.rounds);
    fc.assert(
      fc.property(time, users, turn, fc.integer({ min: 1, max: 20 }), (withinMs, most, turnMs, factor) => {
        const visits = visitsOf(planVisits(withinMs, most, turnMs));
        expect(visitsOf(planVisits(factor * withinMs, most, turnMs))).toBeGreaterThanOrEqual(visits);
        expect(visitsOf(planVisits(withinMs, most, factor * turnMs))).toBeLessThanOrEqual(visits);
      }),
    );
  });

  it('spreads seven levels over two minutes, and three over half of one', () => {
    expect(planVisits(10_500, 20, 5)).toMatchObject({ levels: [1, 2, 3, 5, 8, 12, 20], rounds: 3, durationMs: 400 });
    expect(planVisits(2_520, 20, 5)).toMatchObject({ levels: [1, 5, 20], rounds: 2, durationMs: 320 });
    expect(planVisits(12_000, 500, 5)).toMatchObject({ levels: [1, 3, 8, 22, 63, 177, 500] });
    expect(planVisits(2_000, 20, 5)).toBeNull();
  });
});
