import { describe, expect, it } from 'vitest';
import { mad, robustSigma } from '../../src/stats/mad.ts';
import { median } from '../../src/stats/median.ts';
import { quantile } from '../../src/stats/quantile.ts';

const values = [2.5, 9.1, 4.4, 4.4, -1, 30, 7.25];

describe('quantile', () => {
  it.each([
    [0, -1],
    [0.1, 1.1],
    [0.25, 3.45],
    [0.5, 4.4],
    [0.75, 8.175],
    [0.95, 23.73],
    [1, 30],
  ])('agrees with numpy.quantile at %d', (q, expected) => {
    expect(quantile(values, q)).toBeCloseTo(expected, 12);
  });

  it('is NaN for no values, and the value itself for one', () => {
    expect(quantile([], 0.5)).toBeNaN();
    expect(quantile([7], 0.95)).toBe(7);
  });
});

describe('median and MAD', () => {
  it('agree with numpy and scipy.stats.median_abs_deviation', () => {
    expect(median(values)).toBe(4.4);
    expect(median(values.slice(0, 6))).toBe(4.4);
    expect(median([1, 2])).toBe(1.5);
    expect(mad(values)).toBeCloseTo(2.85, 12);
    expect(robustSigma(values)).toBeCloseTo(4.225416322740965, 12);
  });

  it('are NaN for no values', () => {
    expect([median([]), mad([]), robustSigma([])]).toEqual([NaN, NaN, NaN]);
  });
});
