import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growthOf, type Growth } from '../../../src/diagnose/leak/growth.ts';
import type { Point } from '../../../src/stats/theil-sen.ts';

const points = fc
  .array(fc.record({ each: fc.integer({ min: 200, max: 1_500 }), y: fc.integer({ min: 0, max: 100_000_000 }) }), {
    minLength: 14,
    maxLength: 60,
  })
  .map((looks) => {
    let x = 0;
    return looks.map(({ each, y }): Point => ({ x: (x += each), y }));
  });
const noise = 250_000;

function known(given: readonly Point[]): Growth {
  const growth = growthOf(given, noise);
  fc.pre(growth !== null);
  return growth;
}

describe('growth', () => {
  it('never is negative: what comes and goes is none', () => {
    fc.assert(
      fc.property(points, (given) => {
        const { gained, quarters, returned, last, first } = known(given);
        for (const value of [gained, last - first, ...returned, ...quarters]) expect(value).toBeGreaterThanOrEqual(-1e-6);
      }),
    );
  });

  it('does not depend on how much is held from the beginning', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 0, max: 1e9 }), (given, more) => {
        const before = known(given);
        const after = known(given.map(({ x, y }) => ({ x, y: y + more })));
        expect(after.gained).toBeCloseTo(before.gained, 3);
        expect(after.rate.perOperation).toBeCloseTo(before.rate.perOperation, 6);
      }),
    );
  });

  it('follows the scale of operations', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 2, max: 50 }), (given, times) => {
        const before = known(given);
        const after = known(given.map(({ x, y }) => ({ x: x * times, y })));
        expect(after.late.perOperation * times).toBeCloseTo(before.late.perOperation, 3);
      }),
    );
  });

  it('is exactly what each operation adds where that is always the same, whatever the batches', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 100_000 }), (given, bytes) => {
        const { rate, quarters } = known(given.map(({ x }) => ({ x, y: 5_000_000 + bytes * x })));
        for (const value of [rate.perOperation, ...rate.interval, ...quarters]) expect(value / bytes).toBeCloseTo(1, 6);
      }),
    );
  });

  it('is not moved by what is held at some looks only', () => {
    fc.assert(
      fc.property(points, fc.array(fc.nat(59), { maxLength: 4 }), (given, bursts) => {
        const straight = given.map(({ x }) => ({ x, y: 1_000 * x }));
        const burst = straight.map(({ x, y }, index) => ({ x, y: bursts.includes(index) ? y + 3e7 : y }));
        const [before, after] = [known(straight), known(burst)];
        // What has come last may not have gone yet.
        fc.pre(!bursts.some((index) => index >= given.length - 8));
        expect(after.gained / after.lateOperations / (before.gained / before.lateOperations)).toBeGreaterThan(0.6);
        expect(after.gained / after.lateOperations / (before.gained / before.lateOperations)).toBeLessThan(1.6);
      }),
    );
  });
});
