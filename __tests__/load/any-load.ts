import * as fc from 'fast-check';

import type { Arrivals } from '../../src/model/arrivals.ts';

const rate = fc.oneof(fc.constantFrom(0, 40), fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.5, max: 400, noNaN: true }));
const positive = rate.map((value) => Math.max(value, 0.5));

/** Every pattern at rates that a second of simulated load has some hundred arrivals of, at most. */
export const modestArrivals: fc.Arbitrary<Arrivals> = fc.oneof(
  fc.record({ pattern: fc.constantFrom('constant', 'poisson'), ratePerSecond: positive }),
  fc.tuple(rate, positive).map(([from, to]): Arrivals => ({ pattern: 'ramp', fromPerSecond: from, toPerSecond: to })),
  fc.array(positive, { minLength: 1, maxLength: 5 }).map((ratesPerSecond): Arrivals => ({ pattern: 'step', ratesPerSecond })),
  fc.tuple(positive, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 300 })).map(([ratePerSecond, atMs, forMs]): Arrivals => ({
    pattern: 'spike',
    ratePerSecond,
    peakPerSecond: 3 * ratePerSecond,
    atMs,
    forMs,
  })),
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 50, max: 400 }))
    .map(([size, everyMs]): Arrivals => ({ pattern: 'burst', size, everyMs })),
  fc.tuple(positive, fc.integer({ min: 20, max: 500 })).map(([ratePerSecond, periodMs]): Arrivals => ({
    pattern: 'sine',
    ratePerSecond,
    amplitudePerSecond: ratePerSecond / 2,
    periodMs,
  })),
);
