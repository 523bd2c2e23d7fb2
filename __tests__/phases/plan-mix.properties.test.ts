import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMix } from '../../src/phases/plan-mix.ts';

const load = fc.record({
  users: fc.integer({ min: 2, max: 1_000 }),
  thinkMs: fc.integer({ min: 0, max: 1_000 }),
  weights: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 12 }),
  takesMs: fc.double({ min: 0.1, max: 500, noNaN: true }),
  leftMs: fc.double({ min: -100, max: 30_000, noNaN: true }),
});

describe('the plan of a mix', () => {
  it('lasts for enough of the rarest operation and never longer than there is time, or is none', () => {
    fc.assert(
      fc.property(load, ({ users, thinkMs, weights, takesMs, leftMs }) => {
        const mix = Object.fromEntries(weights.map((weight, index) => [`op${index}`, weight]));
        const plan = planMix(mix, { users, thinkMs }, () => takesMs, leftMs);
        const rarest = Math.min(...weights) / weights.reduce((sum, weight) => sum + weight, 0);
        const countIn = (ms: number): number => (rarest * users * ms) / (takesMs + thinkMs);
        if (plan === null) {
          expect(leftMs < 480 || countIn(leftMs - 80) < 45).toBe(true);
          return;
        }
        expect(plan.warmupMs + plan.durationMs).toBeLessThanOrEqual(leftMs);
        expect(plan.durationMs).toBeGreaterThanOrEqual(400);
        expect(countIn(plan.durationMs + 1)).toBeGreaterThanOrEqual(45);
      }),
    );
  });

  it('takes no more than it needs of plenty', () => {
    expect(planMix({ a: 1, b: 1 }, { users: 20, thinkMs: 0 }, () => 5, 60_000)).toEqual({ warmupMs: 50, durationMs: 1_000 });
  });
});
