import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/stats/wilson.ts';

describe('the Wilson interval', () => {
  it.each([
    [0, 10, 0, 0.27753279986288926],
    [1, 20, 0.008881448800795402, 0.23613119344674205],
    [5, 100, 0.021543679154367973, 0.11175046923191914],
    [37, 2_000, 0.013451349814109875, 0.025394766717736706],
    [10, 10, 0.7224672001371109, 1],
    [500, 1_000, 0.4690696003681042, 0.5309303996318958],
  ])('agrees with scipy for %d of %d', (hits, trials, low, high) => {
    const [ourLow, ourHigh] = wilson(hits, trials);
    expect(ourLow).toBeCloseTo(low, 12);
    expect(ourHigh).toBeCloseTo(high, 12);
  });

  it('is everything when nothing was tried', () => {
    expect(wilson(0, 0)).toEqual([0, 1]);
  });
});
