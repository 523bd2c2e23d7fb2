import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareBudget } from '../../src/load/budget.ts';

describe('shareBudget', () => {
  it('never spends more than it was given, once that is enough to measure at all', () => {
    assert(
      property(integer({ min: 2_500, max: 3_600_000 }), (leftMs) => {
        const { warmupMs, steadyMs, propertiesMs, drainMs } = shareBudget(leftMs);
        expect(warmupMs + steadyMs + propertiesMs + drainMs).toBeLessThanOrEqual(leftMs);
      }),
    );
  });

  it('leaves time for several scenarios', () => {
    assert(
      property(integer({ min: 2_500, max: 3_600_000 }), (leftMs) => {
        const { propertiesMs, scenarioMs } = shareBudget(leftMs);
        expect(propertiesMs / scenarioMs).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});
