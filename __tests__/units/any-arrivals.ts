import * as fc from 'fast-check';
import type { Arrivals } from '../../src/model/arrivals.ts';

const highest = 100_000;
const rate = fc.oneof(
  fc.constantFrom(0, 1, 0.001, 1_000, highest),
  fc.integer({ min: 0, max: highest }),
  fc.double({ min: 0, max: highest, noNaN: true }).map((value) => value + 0),
);
const positive = rate.map((value) => Math.max(value, 1e-6));
const ms = (min: number): fc.Arbitrary<number> =>
  fc.oneof(fc.integer({ min, max: 600_000 }), fc.double({ min, max: 600_000, noNaN: true }), fc.constantFrom(1, 100, 1_000, 600_000));

/** Every pattern that may be asked for, its extremes included. */
export const anyArrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc.record({ pattern: fc.constantFrom('constant', 'poisson'), ratePerSecond: positive }, { noNullPrototype: true }),
  fc
    .tuple(rate, positive, fc.boolean())
    .map(([a, b, falls]): Arrivals => ({ pattern: 'ramp', fromPerSecond: falls ? b : a, toPerSecond: falls ? a : b })),
  fc
    .tuple(fc.array(rate, { maxLength: 24 }), positive, fc.array(rate, { maxLength: 25 }))
    .map(([before, one, after]): Arrivals => ({ pattern: 'step', ratesPerSecond: [...before, one, ...after] })),
  fc
    .tuple(rate, positive, ms(0), ms(1))
    .filter(([, , atMs, forMs]) => atMs + forMs <= 600_000)
    .map(([base, peak, atMs, forMs]): Arrivals => ({
      pattern: 'spike',
      ratePerSecond: Math.min(base, peak),
      peakPerSecond: Math.max(base, peak),
      atMs: atMs + 0,
      forMs,
    })),
  fc
    .tuple(fc.integer({ min: 1, max: highest }), ms(1))
    .map(([size, everyMs]): Arrivals => ({ pattern: 'burst', size: Math.max(1, Math.min(size, Math.floor(everyMs * 99))), everyMs })),
  fc.tuple(positive, fc.double({ min: 0, max: 1, noNaN: true }), ms(1)).map(([mean, share, periodMs]): Arrivals => {
    const ratePerSecond = Math.min(mean, highest / 2);
    return { pattern: 'sine', ratePerSecond, amplitudePerSecond: ratePerSecond * share + 0, periodMs };
  }),
);
