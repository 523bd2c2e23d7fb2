import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedArrivals } from '../../../src/load/pace/integral.ts';
import { openPace } from '../../../src/load/pace/open.ts';
import type { Arrivals } from '../../../src/model/arrivals.ts';
import { anyArrivals } from '../../units/any-arrivals.ts';

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const anyDuration = fc.oneof(
  fc.integer({ min: 1, max: 600_000 }),
  fc.constantFrom(1, 1_000, 10_000, 600_000),
  fc.double({ min: 1, max: 600_000, noNaN: true }),
);
/** A measured time has at most so many arrivals here: a law must hold to the end, and be looked at in good time. */
const most = 3_000;
const shortened = (arrivals: Arrivals, durationMs: number): number =>
  durationMs > 1e-3 && expectedArrivals(arrivals, durationMs, durationMs) > most ? shortened(arrivals, durationMs / 2) : durationMs;
const anyCase = fc
  .tuple(anyArrivals, anyDuration, anySeed)
  .map(([arrivals, durationMs, seed]) => [arrivals, shortened(arrivals, durationMs), seed] as const)
  .filter(([arrivals, durationMs]) => expectedArrivals(arrivals, durationMs, durationMs) <= most);
const regular = ([{ pattern }]: readonly [Arrivals, number, number]): boolean => pattern !== 'poisson';
/** Counts are sums of doubles; the grain of the largest is far below this share of it. */
const grain = (count: number): number => 1e-9 * (1 + count);

function schedule(arrivals: Arrivals, durationMs: number, seed: number): readonly number[] {
  const pace = openPace(arrivals, durationMs, seed);
  const moments: number[] = [];
  for (let atMs = pace.next(); atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) moments.push(atMs);
  return moments;
}

describe('every pace', () => {
  it('is a schedule: moments of the measured time that never go back, then Infinity for ever', () => {
    fc.assert(
      fc.property(anyCase, ([arrivals, durationMs, seed]) => {
        const pace = openPace(arrivals, durationMs, seed);
        let last = 0;
        let atMs = pace.next();
        for (; atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) {
          expect(atMs >= last && atMs < durationMs).toBe(true);
          last = atMs;
        }
        expect([atMs, pace.next(), pace.next()]).toEqual(Array.from({ length: 3 }, () => Number.POSITIVE_INFINITY));
      }),
    );
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(anyCase, ([arrivals, durationMs, seed]) => {
        expect(schedule(arrivals, durationMs, seed)).toEqual(schedule(arrivals, durationMs, seed));
      }),
    );
  });
});

describe('a pace that leaves nothing to chance', () => {
  it('never sends early: arrival k = 0, 1, 2, … comes when the integral of the rate has reached k, at the latest k + 1', () => {
    fc.assert(
      fc.property(anyCase.filter(regular), ([arrivals, durationMs, seed]) => {
        for (const [k, atMs] of schedule(arrivals, durationMs, seed).entries()) {
          const afterwards = atMs + 1e-9 * durationMs;
          expect(expectedArrivals(arrivals, durationMs, afterwards)).toBeGreaterThanOrEqual(k - grain(k));
          expect(expectedArrivals(arrivals, durationMs, atMs)).toBeLessThanOrEqual(k + 1 + grain(k));
        }
      }),
    );
  });

  it('has sent, at any moment, what is expected to within one arrival, and at the end to within a half', () => {
    fc.assert(
      fc.property(anyCase.filter(regular), fc.array(fc.double({ min: 0, max: 1, noNaN: true })), ([arrivals, durationMs, seed], shares) => {
        const moments = schedule(arrivals, durationMs, seed);
        for (const share of shares) {
          const atMs = share * durationMs;
          const sent = moments.filter((moment) => moment < atMs).length;
          expect(Math.abs(sent - expectedArrivals(arrivals, durationMs, atMs))).toBeLessThanOrEqual(1);
        }
        const expected = expectedArrivals(arrivals, durationMs, durationMs);
        expect(Math.abs(moments.length - expected)).toBeLessThanOrEqual(0.5 + grain(expected));
      }),
    );
  });

  it('does not look at the seed', () => {
    fc.assert(
      fc.property(anyCase.filter(regular), anySeed, ([arrivals, durationMs, seed], other) => {
        expect(schedule(arrivals, durationMs, seed)).toEqual(schedule(arrivals, durationMs, other));
      }),
    );
  });
});

describe('whatever a pace is asked', () => {
  const odd = fc.oneof(fc.double(), fc.constantFrom(0, -0, -1, 5e-324, 1e308, Number.NaN, Number.POSITIVE_INFINITY));

  it('it neither hangs nor gives a moment that is no number', () => {
    const anything: fc.Arbitrary<Arrivals> = fc.oneof(
      fc.record({ pattern: fc.constantFrom('constant', 'poisson'), ratePerSecond: odd }),
      fc.record({ pattern: fc.constant('ramp' as const), fromPerSecond: odd, toPerSecond: odd }),
      fc.record({ pattern: fc.constant('step' as const), ratesPerSecond: fc.array(odd, { maxLength: 5 }) }),
      fc.record({ pattern: fc.constant('spike' as const), ratePerSecond: odd, peakPerSecond: odd, atMs: odd, forMs: odd }),
      fc.record({ pattern: fc.constant('burst' as const), size: odd, everyMs: odd }),
      fc.record({ pattern: fc.constant('sine' as const), ratePerSecond: odd, amplitudePerSecond: odd, periodMs: odd }),
    );
    fc.assert(
      fc.property(anything, odd, anySeed, (arrivals, durationMs, seed) => {
        const pace = openPace(arrivals, durationMs, seed);
        for (let asked = 0; asked < 50; asked += 1) expect(pace.next()).not.toBeNaN();
      }),
      { numRuns: 1_000 },
    );
  });
});
