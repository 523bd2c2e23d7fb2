import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, levelsOf } from '../../src/property/levels.ts';
import { scaleArrivals, threeDigits } from '../../src/property/scale-arrivals.ts';
import { readScenario, writeScenario } from '../../src/property/text.ts';
import { brokenBound, rateRange } from '../../src/units/arrival-bounds.ts';
import { anyArrivals } from '../units/any-arrivals.ts';
import { openScenario, scenario } from '../support/operations.ts';
import { anyScenario } from './scenario-arbitrary.ts';

describe('the levels of a load', () => {
  it('end at the scenario itself, and grow up to it', () => {
    fc.assert(
      fc.property(anyScenario, fc.integer({ min: 1, max: 20 }), (found, least) => {
        const levels = levelsOf(found, least);
        expect(levels.at(levels.top)).toStrictEqual(found);
        expect(levels.low).toBeGreaterThanOrEqual(1);
        expect(levels.low).toBeLessThanOrEqual(levels.top);
        const amounts = Array.from({ length: Math.min(40, levels.top - levels.low + 1) }, (_, index) =>
          amountOf(levels.at(levels.top - index)),
        );
        expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
      }),
    );
  });

  it('are users, one by one', () => {
    const levels = levelsOf(scenario({ users: 12 }), 3);
    expect(levels).toMatchObject({ low: 3, top: 12 });
    expect(levels.at(5)).toEqual(scenario({ users: 5 }));
  });

  it('are twentieths of a rate, from where enough arrive to be judged by', () => {
    const found = openScenario({ arrivals: { pattern: 'poisson', ratePerSecond: 200 }, durationMs: 1_000 });
    const levels = levelsOf(found, 3);
    expect(levels).toMatchObject({ low: 1, top: 20 });
    expect(levels.at(7)).toEqual({ ...found, arrivals: { pattern: 'poisson', ratePerSecond: 70 } });
    expect(levelsOf({ ...found, durationMs: 200 }, 3).low).toBe(5);
    expect(levelsOf({ ...found, durationMs: 1 }, 3)).toMatchObject({ low: 20, top: 20 });
  });

  it('are the arrivals of a small burst, of which none is the same as the next', () => {
    const levels = levelsOf(openScenario({ arrivals: { pattern: 'burst', size: 5, everyMs: 50 } }), 1);
    expect(Array.from({ length: levels.top - levels.low + 1 }, (_, index) => levels.at(levels.low + index))).toMatchObject(
      [2, 3, 4, 5].map((size) => ({ arrivals: { pattern: 'burst', size, everyMs: 50 } })),
    );
  });

  it('can be written and read where any arrive', () => {
    fc.assert(
      fc.property(anyScenario, fc.integer({ min: 1, max: 20 }), (found, step) => {
        const levels = levelsOf(found, 1);
        const smaller = levels.at(Math.min(levels.top, step));
        if (smaller.model === 'open' && brokenBound(smaller.arrivals) !== null) return;
        expect(readScenario(writeScenario(smaller))).toStrictEqual(smaller);
      }),
    );
  });
});

describe('arrivals at a share of their rates', () => {
  it('are of the same pattern, within bounds, and never more than that share', () => {
    fc.assert(
      fc.property(anyArrivals, fc.integer({ min: 1, max: 20 }), (arrivals, twentieths) => {
        const share = twentieths / 20;
        const scaled = scaleArrivals(arrivals, share);
        expect(scaled.pattern).toBe(arrivals.pattern);
        if (arrivals.pattern === 'burst') return;
        const { highest } = rateRange(arrivals);
        expect(rateRange(scaled).highest).toBeLessThanOrEqual(highest * share * (1 + 1e-8));
        if (highest * share > 1e-6) expect(brokenBound(scaled)).toBeNull();
      }),
    );
  });

  it('have rates of three digits', () => {
    for (const [rate, rounded] of [
      [0, 0],
      [Number.NaN, 0],
      [1_234.5, 1_230],
      [123.99, 123],
      [120, 120],
      [1.1, 1.1],
      [0.012_39, 0.0123],
      [99_999, 99_900],
      [99.96, 99.9],
      [119.999_999_999_99, 120],
    ] as const) {
      expect(threeDigits(rate)).toBe(rounded);
    }
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (rate) => {
        expect(threeDigits(rate)).toBeLessThanOrEqual(rate * (1 + 1e-9));
        expect(threeDigits(rate)).toBeGreaterThan(0.99 * rate);
        expect(threeDigits(rate)).toBe(Number(threeDigits(rate).toPrecision(3)));
      }),
    );
  });
});
