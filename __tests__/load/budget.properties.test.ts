import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftForProperties, shareBudget } from '../../src/load/budget.ts';

const left = integer({ min: 2_500, max: 3_600_000 });

describe('shareBudget', () => {
  it('never spends more than it was given, once that is enough to measure at all', () => {
    assert(
      property(left, (leftMs) => {
        const shares = shareBudget(leftMs);
        const propertiesMs = leftForProperties(leftMs - shares.warmupMs - shares.steadyMs, shares);
        expect(propertiesMs).toBeGreaterThan(0);
        expect(shares.warmupMs + shares.steadyMs + propertiesMs + shares.drainMs).toBeLessThan(leftMs);
      }),
    );
  });

  it('leaves time for several scenarios, even after the longest warm-up', () => {
    assert(
      property(left, (leftMs) => {
        const shares = shareBudget(leftMs);
        expect(leftForProperties(leftMs - shares.warmupMs - shares.steadyMs, shares) / shares.scenarioMs).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  it('gives the properties what a short warm-up leaves over', () => {
    assert(
      property(left, integer({ min: 0, max: 500 }), (leftMs, warmupMs) => {
        const shares = shareBudget(leftMs);
        const [short, long] = [warmupMs, shares.warmupMs].map((ms) => leftForProperties(leftMs - ms - shares.steadyMs, shares));
        expect((short ?? 0) - (long ?? 0)).toBe(shares.warmupMs - warmupMs);
      }),
    );
  });

  it('bounds the warm-up: long enough for two blocks, never a quarter of a minute longer', () => {
    assert(
      property(integer({ min: 0, max: 3_600_000 }), (leftMs) => {
        const { warmupMs } = shareBudget(leftMs);
        expect(warmupMs).toBeGreaterThanOrEqual(500);
        expect(warmupMs).toBeLessThanOrEqual(15_000);
      }),
    );
  });
});
