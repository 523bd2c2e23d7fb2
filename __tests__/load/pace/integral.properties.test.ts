import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveOf, expectedArrivals, firstRate } from '../../../src/load/pace/integral.ts';
import { anyArrivals } from '../../units/any-arrivals.ts';

const anyDuration = fc.oneof(fc.integer({ min: 1, max: 600_000 }), fc.constantFrom(1, 1_000, 600_000));
const anyShare = fc.double({ min: 0, max: 1, noNaN: true });
/** Sixty million arrivals are counted in doubles: what their grain allows. */
const grain = (count: number): number => 1e-9 * (1 + count);

describe('the integral of every pattern', () => {
  it('begins with nothing, never falls, and ends with the measured time', () => {
    fc.assert(
      fc.property(
        anyArrivals,
        anyDuration,
        fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { minLength: 2 }),
        (arrivals, durationMs, shares) => {
          const counts = shares.sort((a, b) => a - b).map((share) => expectedArrivals(arrivals, durationMs, share * durationMs));
          for (const [at, count] of counts.entries())
            expect(count).toBeGreaterThanOrEqual(Math.max(0, (counts[at - 1] ?? 0) - grain(count)));
          expect(expectedArrivals(arrivals, durationMs, -1)).toBe(0);
          expect(expectedArrivals(arrivals, durationMs, 2 * durationMs)).toBe(expectedArrivals(arrivals, durationMs, durationMs));
        },
      ),
    );
  });

  it('and its inverse undo each other, to the last arrival of ten minutes at 100 000/s', () => {
    fc.assert(
      fc.property(anyArrivals, anyDuration, anyShare, (arrivals, durationMs, part) => {
        const curve = curveOf(arrivals, durationMs);
        const count = part * curve.countBy(durationMs);
        fc.pre(count > 1e-3); // no arrival asks for less than a share of itself
        const atMs = curve.momentOf(count);
        const grainMs = 1e-9 * durationMs;
        expect(curve.countBy(Math.max(0, atMs - grainMs))).toBeLessThanOrEqual(count + grain(count));
        expect(curve.countBy(atMs + grainMs)).toBeGreaterThanOrEqual(count - grain(count));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reaches a larger count no earlier than a smaller one', () => {
    fc.assert(
      fc.property(anyArrivals, anyDuration, anyShare, (arrivals, durationMs, part) => {
        const curve = curveOf(arrivals, durationMs);
        const total = curve.countBy(durationMs);
        fc.pre(total >= 2);
        const count = Math.floor(part * (total - 2)) + 0.5;
        expect(curve.momentOf(count + 1)).toBeGreaterThanOrEqual(curve.momentOf(count));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the first rate of every pattern', () => {
  it('is a rate that may be sent', () => {
    fc.assert(
      fc.property(anyArrivals, (arrivals) => {
        expect(firstRate(arrivals)).toBeGreaterThanOrEqual(0);
        expect(firstRate(arrivals)).toBeLessThanOrEqual(100_000 * (1 + 1e-12));
      }),
    );
  });
});
