import { describe, expect, it } from 'vitest';
import { coherencyOf, contentionOf, fitScalability, peakUsersOf, timeAt, type ScalabilityCurve } from '../../src/stats/scalability.ts';

const levelsOf = (curve: ScalabilityCurve, users: readonly number[]) =>
  users.map((level) => ({ level, mean: timeAt(curve, level), values: 3 }));

describe('the scalability curve', () => {
  const truth = { first: 0.01, perUser: 0.000_5, perPair: 0.000_02 };

  it('is found from levels that follow it', () => {
    const found = fitScalability(levelsOf(truth, [1, 2, 3, 5, 8, 12, 20]));
    expect(found?.first).toBeCloseTo(truth.first, 9);
    expect(found?.perUser).toBeCloseTo(truth.perUser, 9);
    expect(found?.perPair).toBeCloseTo(truth.perPair, 9);
  });

  it('has contention, coherency and peak of the law', () => {
    expect(contentionOf(truth)).toBeCloseTo(0.05, 12);
    expect(coherencyOf(truth)).toBeCloseTo(0.002, 12);
    expect(peakUsersOf(truth)).toBeCloseTo(Math.sqrt(0.95 / 0.002), 9);
    // λN / (1 + σ(N − 1) + κN(N − 1)) at 20 users.
    expect(20 / timeAt(truth, 20)).toBeCloseTo(2_000 / (1 + 0.05 * 19 + 0.002 * 380), 9);
  });

  it('has no peak without coherency, and its peak at the first user where a second only harms', () => {
    expect(peakUsersOf({ ...truth, perPair: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(peakUsersOf({ ...truth, perUser: 0.02 })).toBe(1);
    expect(peakUsersOf({ ...truth, perUser: 0.01, perPair: 0 })).toBe(1);
    expect(peakUsersOf({ ...truth, perPair: 1 })).toBe(1);
  });

  it('never has coefficients below 0, whatever was measured', () => {
    // Each user makes all others faster.
    const found = fitScalability([1, 2, 4, 8].map((level) => ({ level, mean: 1 / level, values: 1 })));
    expect(found).toEqual({ first: expect.any(Number), perUser: 0, perPair: 0 });
  });

  it('is unknown for fewer than three numbers of users', () => {
    expect(fitScalability(levelsOf(truth, [1, 20]))).toBeNull();
    expect(fitScalability(levelsOf(truth, [1, 20, 20, 1]))).toBeNull();
    expect(fitScalability([])).toBeNull();
  });
});
