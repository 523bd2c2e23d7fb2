import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayStartAgain } from '../../src/phases/start-again.ts';

const budget = fc.integer({ min: 1_000, max: 600_000 });
const cost = fc.record({ startMs: fc.integer({ min: 1, max: 60_000 }), stopMs: fc.integer({ min: 0, max: 60_000 }) });

/** What all starts cost, and how many there were, when each costs the same. */
function course(startMs: number, stopMs: number, graceMs: number, budgetMs: number): { readonly starts: number; readonly spentMs: number } {
  let [starts, spentMs, roundMs] = [1, startMs, startMs];
  while (mayStartAgain({ starts, spentMs, roundMs }, { stopMs: graceMs }, budgetMs)) {
    starts += 1;
    roundMs = stopMs + startMs;
    spentMs += roundMs;
  }
  return { starts, spentMs };
}

describe('a service', () => {
  it('is started one to five times, for a twelfth of the budget beyond the first start and one stop', () => {
    fc.assert(
      fc.property(cost, budget, ({ startMs, stopMs }, budgetMs) => {
        const { starts, spentMs } = course(startMs, stopMs, 3_000, budgetMs);
        expect(starts).toBeGreaterThanOrEqual(1);
        expect(starts).toBeLessThanOrEqual(5);
        expect(spentMs).toBeLessThanOrEqual(Math.max(startMs, budgetMs / 12) + stopMs);
      }),
    );
  });

  it('is started the oftener, the faster it is and the larger the budget', () => {
    fc.assert(
      fc.property(cost, budget, fc.integer({ min: 1, max: 10 }), ({ startMs, stopMs }, budgetMs, factor) => {
        const { starts } = course(startMs, stopMs, 3_000, budgetMs);
        expect(course(startMs * factor, stopMs, 3_000, budgetMs).starts).toBeLessThanOrEqual(starts);
        expect(course(startMs, stopMs, 3_000, budgetMs * factor).starts).toBeGreaterThanOrEqual(starts);
      }),
    );
  });

  it('that takes 20 s to start is started once in two minutes, one of a quarter of a second five times', () => {
    expect(course(20_000, 50, 3_000, 120_000).starts).toBe(1);
    expect(course(250, 50, 3_000, 20_000).starts).toBe(5);
    expect(course(250, 50, 60_000, 120_000).starts).toBe(1);
  });
});
