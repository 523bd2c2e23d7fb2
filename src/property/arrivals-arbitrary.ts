import * as fc from 'fast-check';
import type { Arrivals } from '../model/arrivals.ts';
import { threeDigits } from './scale-arrivals.ts';

/** What arrivals are drawn for. */
export interface ArrivalsGround {
  /** No pattern's highest rate is above it; a burst's is its mean. */
  readonly mostPerSecond: number;
  /** Arrivals that the highest rate must come to over the measured time. */
  readonly fewest: number;
  /** Of a burst. */
  readonly mostAtOnce: number;
  readonly durationMs: number;
}

/** Bursts that a load holds at least. */
const fewestBursts = 4;

/** Arrivals of all patterns, each as often as the others; levels of their highest rate are twentieths of the most, none likelier than another. */
export function arrivalsArbitrary({ mostPerSecond, fewest, mostAtOnce, durationMs }: ArrivalsGround): fc.Arbitrary<Arrivals> {
  const least = Math.min(20, Math.max(1, Math.ceil((20 * fewest * 1_000) / (mostPerSecond * durationMs))));
  return fc
    .integer({ min: least, max: 20 })
    .chain((level) => patterns(threeDigits((mostPerSecond * level) / 20), fewest, mostAtOnce, durationMs));
}

function patterns(peak: number, fewest: number, mostAtOnce: number, durationMs: number): fc.Arbitrary<Arrivals> {
  /** A rate below the peak, in twentieths of it. */
  const below = (min: number, max: number): fc.Arbitrary<number> =>
    fc.integer({ min, max }).map((twentieths) => threeDigits((peak * twentieths) / 20));
  const part = (min: number, max: number): fc.Arbitrary<number> =>
    fc.integer({ min, max }).map((twentieths) => Math.max(1, Math.round((durationMs * twentieths) / 20)));
  const mostInBurst = Math.max(1, Math.min(mostAtOnce, Math.floor((peak * durationMs) / 1_000 / fewestBursts)));
  return fc.oneof(
    fc.constant<Arrivals>({ pattern: 'constant', ratePerSecond: peak }),
    fc.constant<Arrivals>({ pattern: 'poisson', ratePerSecond: peak }),
    fc
      .tuple(below(1, 10), fc.boolean())
      .map(([low, rises]): Arrivals => ({ pattern: 'ramp', fromPerSecond: rises ? low : peak, toPerSecond: rises ? peak : low })),
    fc
      .tuple(fc.array(below(1, 20), { minLength: 1, maxLength: 4 }), fc.nat({ max: 4 }))
      .map(([others, at]): Arrivals => ({ pattern: 'step', ratesPerSecond: others.toSpliced(at, 0, peak) })),
    fc
      .tuple(below(2, 10), part(4, 10), part(2, 6))
      .map(([base, atMs, forMs]): Arrivals => ({ pattern: 'spike', ratePerSecond: base, peakPerSecond: peak, atMs, forMs })),
    fc.integer({ min: 1, max: mostInBurst }).map((size): Arrivals => {
      const everyMs = Math.max(1, Math.ceil((1_000 * size) / peak));
      // Whole milliseconds between small bursts may leave too few of them.
      const isEnough = (size * durationMs) / everyMs >= fewest;
      return isEnough ? { pattern: 'burst', size, everyMs } : { pattern: 'constant', ratePerSecond: peak };
    }),
    fc.tuple(fc.integer({ min: 10, max: 18 }), fc.integer({ min: 1, max: 4 })).map(([twentieths, swings]): Arrivals => ({
      pattern: 'sine',
      ratePerSecond: threeDigits((peak * twentieths) / 20),
      amplitudePerSecond: threeDigits((peak * (20 - twentieths)) / 20),
      periodMs: Math.max(1, Math.round(durationMs / swings)),
    })),
  );
}
