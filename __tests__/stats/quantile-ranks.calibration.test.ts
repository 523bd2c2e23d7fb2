import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { quantileRanks } from '../../src/stats/quantile-ranks.ts';

describe('the ranks around a quantile', () => {
  it('are those of the published tables', () => {
    // Exact binomial: the median of 10 lies between the 2nd and the 9th value with 97.9 %, of 6 between the 1st and the 6th.
    expect(quantileRanks(10, 0.5)).toEqual({ low: 2, high: 9 });
    expect(quantileRanks(6, 0.5)).toEqual({ low: 1, high: 6 });
    expect(quantileRanks(5, 0.5)).toEqual({ low: null, high: null });
  });

  it('need two values to say that p95 is not below the smallest, and 73 to say that it is not above the largest', () => {
    expect(quantileRanks(1, 0.95).low).toBe(null);
    expect(quantileRanks(2, 0.95).low).toBe(1);
    expect(quantileRanks(71, 0.95).high).toBe(null);
    expect(quantileRanks(72, 0.95).high).toBe(72);
  });

  it('hold the truth at least as often as they promise, at every count', () => {
    const chance = openChance(20_261_121, 0);
    for (const count of [5, 20, 60, 200, 900]) {
      const { low, high } = quantileRanks(count, 0.95);
      let above = 0;
      let below = 0;
      const trials = 2_000;
      for (let trial = 0; trial < trials; trial += 1) {
        const sorted = Array.from({ length: count }, () => chance.unit()).sort((a, b) => a - b);
        if (low !== null && (sorted[low - 1] ?? 0) > 0.95) above += 1;
        if (high !== null && (sorted[high - 1] ?? 1) < 0.95) below += 1;
      }
      // 2.5 % each, and three standard errors of 2 000 trials.
      expect({ count, above: above / trials <= 0.036, below: below / trials <= 0.036 }).toEqual({ count, above: true, below: true });
    }
  });

  it.each([
    [400, 0.5],
    [400, 0.95],
    [1_500, 0.99],
    [2_500, 0.95],
  ])(
    'of %d values lie wholly beside the quantile at %f hardly once in a thousand times, where they are to be as certain',
    (count, share) => {
      const { low, high } = quantileRanks(count, share, 0.999);
      const chance = openChance(20_261_123, count);
      let beside = 0;
      for (let trial = 0; trial < 4_000; trial += 1) {
        let below = 0;
        for (let value = 0; value < count; value += 1) if (chance.unit() <= share) below += 1;
        if (below < (low ?? 0) || below >= (high ?? Number.POSITIVE_INFINITY)) beside += 1;
      }
      // At most four are expected, and more than fourteen are seen in one trial of fifty thousand.
      expect(beside).toBeLessThanOrEqual(14);
    },
  );

  it.each([
    [0.5, 0.95],
    [0.95, 0.95],
    [0.95, 0.999],
    [0.99, 0.999],
  ])('agree where the approximation takes over, at %f with confidence %f', (share, confidence) => {
    const exact = quantileRanks(2_000, share, confidence);
    const approximate = quantileRanks(2_001, share, confidence);
    // One rank for the value more, and one.
    expect(Math.abs((exact.low ?? 0) - (approximate.low ?? 0))).toBeLessThanOrEqual(2);
    expect(Math.abs((exact.high ?? 0) - (approximate.high ?? 0))).toBeLessThanOrEqual(2);
  });
});
