import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { changeOf, type Pair } from '../../../src/diagnose/fitness/change.ts';
import { planWatching } from '../../../src/diagnose/fitness/plan-watching.ts';
import { checkWatching } from '../../../src/diagnose/fitness/watching.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { aCheckup, round, watched } from './a-checkup.ts';

const value = fc.double({ min: 0.01, max: 1_000, noNaN: true });
const pairs = fc.array(fc.tuple(value, value), { minLength: 2, maxLength: 20 });

describe('a change', () => {
  it('lies inside its interval, which shows less than what would surely be seen', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const change = changeOf(given);
        const [low = Number.NaN, high = Number.NaN] = change?.intervalPercent ?? [];
        expect(change?.percent).toBeGreaterThanOrEqual(low);
        expect(change?.percent).toBeLessThanOrEqual(high);
        // On logarithms: half the interval's width.
        const half = Math.log1p(high / 100) - Math.log1p((change?.percent ?? 0) / 100);
        expect(Math.log1p((change?.visiblePercent ?? 0) / 100)).toBeGreaterThanOrEqual(half * (1 - 1e-6) - 1e-9);
      }),
    );
  });

  it('knows no unit, no order of the pairs and no drift that both of a pair share', () => {
    fc.assert(
      fc.property(pairs, fc.array(value, { minLength: 20, maxLength: 20 }), (given, drifts) => {
        const drifted = given.map(([a, b], index): Pair => [a * (drifts[index] ?? 1), b * (drifts[index] ?? 1)]).toReversed();
        const [one, other] = [changeOf(given), changeOf(drifted)];
        expect(Math.log1p((other?.percent ?? 0) / 100)).toBeCloseTo(Math.log1p((one?.percent ?? 0) / 100), 6);
        expect(Math.log1p((other?.visiblePercent ?? 0) / 100)).toBeCloseTo(Math.log1p((one?.visiblePercent ?? 0) / 100), 6);
      }),
    );
  });

  it('turned around is the other way round', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const [there, back] = [changeOf(given), changeOf(given.map(([a, b]): Pair => [b, a]))];
        expect(Math.log1p((there?.percent ?? 0) / 100)).toBeCloseTo(-Math.log1p((back?.percent ?? 0) / 100), 6);
      }),
    );
  });

  it('is none without two pairs that say something', () => {
    const nothing: fc.Arbitrary<Pair> = fc.constantFrom([0, 0], [0, 5], [5, 0], [Number.NaN, 1], [Number.POSITIVE_INFINITY, 1]);
    fc.assert(fc.property(fc.array(nothing, { maxLength: 9 }), value, (given, one) => changeOf([...given, [one, one]]) === null));
  });
});

describe('the plan', () => {
  it('has every beat once in each cycle, and is the same for the same seed', () => {
    const beats = fc.uniqueArray(fc.nat({ max: 100 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(beats, fc.nat({ max: 8 }), fc.nat({ max: 2 ** 32 - 1 }), (given, cycles, seed) => {
        const plan = planWatching(given, cycles, seed);
        expect(plan).toHaveLength(cycles);
        const sorted = (order: readonly number[]): readonly number[] => order.toSorted((a, b) => a - b);
        for (const order of plan) expect(sorted(order)).toEqual(sorted(given));
        expect(planWatching(given, cycles, seed)).toEqual(plan);
      }),
    );
  });
});

it('what watching does does not depend on the order in which the beats were tried', () => {
  const reading = fc.record({ ratePerSecond: value, p50Ms: value, cpuMsPerRequest: value });
  fc.assert(
    fc.property(fc.array(fc.tuple(reading, reading, reading), { maxLength: 6 }), fc.nat(), (given, seed) => {
      const cycles = given.map(([alone, ten, fifty]) => [watched(0, alone), watched(10, ten), watched(50, fifty)]);
      const chance = openChance(seed, 0);
      const shuffled = cycles.map((cycle) => cycle.toSorted(() => chance.unit() - 0.5));
      const judge = (watchedCycles: typeof cycles): unknown => checkWatching(aCheckup({ rounds: [round({ watched: watchedCycles })] }));
      expect(judge(shuffled)).toEqual(judge(cycles));
    }),
  );
});
