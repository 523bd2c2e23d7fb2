import { describe, expect, it } from 'vitest';
import { theilSen } from '../../src/stats/theil-sen.ts';

describe('the Theil–Sen slope', () => {
  it('is the middle one of the slopes of all pairs, between the 4th and the 18th of 21', () => {
    const [x, y] = [
      [1, 2, 3, 4, 10, 12, 18],
      [9, 15, 19, 20, 45, 55, 78],
    ];
    const points = x.map((value, index) => ({ x: value, y: y[index] ?? 0 }));
    const slopes = points.flatMap((one, at) => points.slice(at + 1).map((other) => (other.y - one.y) / (other.x - one.x)));
    const sorted = slopes.toSorted((a, b) => a - b);
    expect(theilSen(points)).toEqual({ slope: 4, low: sorted[3], high: sorted[17] });
  });

  it('is not moved by one value that is wildly wrong', () => {
    const points = Array.from({ length: 20 }, (_, x) => ({ x, y: x === 13 ? 1e9 : 3 * x }));
    expect(theilSen(points)?.slope).toBe(3);
  });

  it('is none of fewer than three places, or of too few points for an interval', () => {
    expect(theilSen([])).toBeNull();
    expect(theilSen([1, 2, 3, 4, 5, 6].map((y) => ({ x: y % 2, y })))).toBeNull();
    expect(theilSen([1, 2, 3].map((x) => ({ x, y: x })))).toBeNull();
  });
});
