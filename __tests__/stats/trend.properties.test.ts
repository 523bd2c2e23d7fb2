import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trendOf, type Placed } from '../../src/stats/trend.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const series = fc
  .array(value, { minLength: 8, maxLength: 60 })
  .map((values): readonly Placed[] => values.map((at, index) => ({ at: index, value: at })));
const tolerance = 1e-6;

describe('a trend', () => {
  it('is one number inside its interval', () => {
    fc.assert(
      fc.property(series, (points) => {
        const trend = trendOf(points);
        expect(trend).not.toBeNull();
        if (trend === null) return;
        expect(trend.low).toBeLessThanOrEqual(trend.change);
        expect(trend.high).toBeGreaterThanOrEqual(trend.change);
      }),
    );
  });

  it('of a straight line is that line', () => {
    fc.assert(
      fc.property(value, fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: 8, max: 400 }), (first, slope, count) => {
        const points = Array.from({ length: count }, (_, at) => ({ at, value: first + slope * at }));
        const trend = trendOf(points);
        expect(trend?.change).toBeCloseTo(slope * (count - 1), 3);
        expect(trend?.first).toBeCloseTo(first, 3);
      }),
    );
  });

  it('turned round is its negative, and does not depend on the order in which points are given or on where they begin', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -1_000, max: 1_000 }), (points, shift) => {
        const trend = trendOf(points);
        const turned = trendOf(points.map((point) => ({ at: -point.at, value: point.value })));
        const moved = trendOf(points.toReversed().map((point) => ({ at: point.at + shift, value: point.value })));
        expect(moved).toEqual(trend);
        const scale = Math.max(1, Math.abs(trend?.change ?? 0));
        expect(Math.abs((turned?.change ?? 0) + (trend?.change ?? 0)) / scale).toBeLessThan(tolerance);
      }),
    );
  });

  it('of few, equal or hostile values is null or finite nothing', () => {
    expect(trendOf([])).toBeNull();
    expect(trendOf(Array.from({ length: 7 }, (_, at) => ({ at, value: at })))).toBeNull();
    expect(trendOf(Array.from({ length: 20 }, () => ({ at: 3, value: 1 })))).toBeNull();
    expect(trendOf(Array.from({ length: 20 }, (_, at) => ({ at, value: Number.NaN })))).toBeNull();
    expect(trendOf(Array.from({ length: 20 }, (_, at) => ({ at, value: 5 })))).toMatchObject({ change: 0, low: 0, high: 0, first: 5 });
  });

  it('is not moved by what a fifth of the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.integer({ min: 0, max: 39 }), value }), { maxLength: 4 }), (wild) => {
        const points = Array.from({ length: 40 }, (_, at) => ({ at, value: wild.find((one) => one.at === at)?.value ?? at }));
        expect(Math.abs((trendOf(points)?.change ?? 0) - 39)).toBeLessThan(4);
      }),
    );
  });
});
