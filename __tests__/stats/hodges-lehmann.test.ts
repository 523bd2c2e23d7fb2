import { describe, expect, it } from 'vitest';
import { hodgesLehmann, hodgesLehmannShift } from '../../src/stats/hodges-lehmann.ts';

describe('the estimate of Hodges and Lehmann', () => {
  it('is the middle of the means of all pairs, by hand', () => {
    // Means: 1 1.5 2 3.5 2 2.5 4 3 4.5 6 → 1 1.5 2 2 2.5 3 3.5 4 4.5 6
    expect(hodgesLehmann([1, 2, 3, 6], 0.5).estimate).toBe(2.75);
    expect(hodgesLehmannShift([1, 2, 4], [3, 9], 0.5).estimate).toBe(3.5);
  });

  it('encloses it with the means that the test leaves: of ten values the 9th from each end', () => {
    const values = [-4, -2, -1, 0, 1, 3, 5, 8, 13, 21];
    const means = values.flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2)).toSorted((a, b) => a - b);
    // P(W ≤ 8) = 0.0244 and P(W ≤ 9) = 0.0322.
    expect(hodgesLehmann(values, 0.95).interval).toEqual([means[8], means.at(-9)]);
  });

  it('encloses nothing where so few values cannot', () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5], 0.95).interval).toBeNull();
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6], 0.95).interval).toEqual([1, 6]);
    expect(hodgesLehmannShift([1, 2, 3], [4, 5, 6], 0.95).interval).toBeNull();
    expect(hodgesLehmann([], 0.95)).toEqual({ estimate: Number.NaN, interval: null });
  });

  it('of two samples encloses with the differences that the test leaves', () => {
    const [first, second] = [
      [1, 2, 3, 4, 5],
      [11, 12, 13, 14, 15],
    ];
    // P(U ≤ 2) = 4/252: the third smallest and the third largest of the differences 6 7 7 8 8 8 … 13 13 14.
    expect(hodgesLehmannShift(first, second, 0.95)).toEqual({ estimate: 10, interval: [7, 13] });
  });
});
