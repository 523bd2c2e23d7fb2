import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theilSen, type Point } from '../../src/stats/theil-sen.ts';

const points = fc.uniqueArray(
  fc.record({ x: fc.integer({ min: -1_000, max: 1_000 }), y: fc.integer({ min: -1_000_000, max: 1_000_000 }) }),
  {
    selector: ({ x }) => x,
    minLength: 8,
    maxLength: 40,
  },
);
const whole = fc.integer({ min: -50, max: 50 });

function known(given: readonly Point[]): { slope: number; low: number; high: number } {
  const told = theilSen(given);
  if (told === null) throw new Error('no slope');
  return told;
}

describe('the Theil–Sen slope', () => {
  it('lies within its interval', () => {
    fc.assert(
      fc.property(points, (given) => {
        const { slope, low, high } = known(given);
        expect(low).toBeLessThanOrEqual(slope);
        expect(high).toBeGreaterThanOrEqual(slope);
      }),
    );
  });

  it('follows a line that is added to the points', () => {
    fc.assert(
      fc.property(points, whole, whole, (given, rise, height) => {
        const before = known(given);
        const after = known(given.map(({ x, y }) => ({ x, y: y + rise * x + height })));
        expect(after.slope).toBeCloseTo(before.slope + rise, 6);
        expect(after.low).toBeCloseTo(before.low + rise, 6);
        expect(after.high).toBeCloseTo(before.high + rise, 6);
      }),
    );
  });

  it('mirrors with the points', () => {
    fc.assert(
      fc.property(points, (given) => {
        const before = known(given);
        const after = known(given.map(({ x, y }) => ({ x, y: -y })));
        expect(after.slope).toBeCloseTo(-before.slope, 6);
        expect(after.low).toBeCloseTo(-before.high, 6);
        expect(after.high).toBeCloseTo(-before.low, 6);
      }),
    );
  });

  it('does not care for the order of the points', () => {
    fc.assert(
      fc.property(points, (given) => {
        const [before, after] = [known(given), known(given.toReversed())];
        expect(after.slope).toBeCloseTo(before.slope, 9);
        expect(after.low).toBeCloseTo(before.low, 9);
        expect(after.high).toBeCloseTo(before.high, 9);
      }),
    );
  });
});
