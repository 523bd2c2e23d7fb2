import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { MetricSensitivity, Sensed } from '../../src/model/sensitivity.ts';
import { openChance } from '../../src/stats/chance.ts';
import { comparePaired } from '../../src/verdict/paired/compare.ts';
import { fewestPairs, mostPairs } from '../../src/verdict/paired/plan.ts';
import { sense } from '../../src/verdict/sensitivity.ts';
import { ms, paired, pairsOf, type Sample } from './paired/sample-pairs.ts';

const secondsAPair = 4;
const budgetFor = (pairs: number): number => 1_000 * secondsAPair * pairs;
const sensed = (samples: readonly Sample[], affordablePairs: number = mostPairs): Sensed =>
  sense(pairsOf(samples), { affordablePairs, budgetFor });

const count = fc.integer({ min: fewestPairs, max: mostPairs });
const noise = fc.double({ min: 0.002, max: 0.2, noNaN: true });
const seed = fc.integer({ min: 0, max: 2 ** 31 });

/** Differences of two copies of the same code with so much noise between pairs. */
function differences(pairs: number, spread: number, from: number): readonly number[] {
  const chance = openChance(from, 1);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
  return Array.from({ length: pairs }, () => Math.expm1(spread * normal()));
}

const samples = fc
  .tuple(count, noise, seed)
  .map(([pairs, spread, from]): readonly Sample[] => [
    ms('cpu-per-operation', 2, differences(pairs, spread, from)),
    ms('p95', 40, differences(pairs, 2 * spread, from + 1)),
    { name: 'throughput', unit: '/s', base: 400, worse: 'lower', changes: differences(pairs, spread, from + 2) },
    { name: 'errors', unit: '%', base: 0, changes: differences(pairs, 0, from) },
  ]);

describe('what a comparison would see, whatever the noise', () => {
  it('is what the judge of the same pairs says it would have seen', () => {
    fc.assert(
      fc.property(samples, (each) => {
        const judged = comparePaired(paired(pairsOf(each), { planned: pairsOf(each).length }));
        const { metrics } = sensed(each);
        expect(metrics).toHaveLength(4);
        for (const metric of metrics) {
          const comparison = judged.comparisons.find((one) => one.metric === metric.metric);
          expect(comparison).toMatchObject({
            changeIn: metric.changeIn,
            changePercent: metric.apartPercent,
            intervalPercent: metric.apartIntervalPercent,
            smallestDetectablePercent: metric.smallestDetectablePercent,
            noisePercent: metric.noisePercent,
          });
          expect(metric.trustedFromPercent !== null).toBe(comparison?.kind === 'regression' || comparison?.kind === 'improvement');
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes more pairs the smaller it is, and none for what counts for nothing', () => {
    fc.assert(
      fc.property(samples, (each) => {
        for (const { changeIn, needed, countsFromPercent } of sensed(each).metrics) {
          expect(needed.map(({ percent }) => percent)).toEqual(changeIn === 'points' ? [] : [10, 5, 3]);
          const pairs = needed.map((one) => (one.kind === 'pairs' ? one.pairs : Number.POSITIVE_INFINITY));
          expect(pairs).toEqual(pairs.toSorted((a, b) => a - b));
          for (const one of needed) {
            if (one.kind === 'pairs') expect(one.budgetMs).toBe(budgetFor(one.pairs));
            if (one.kind === 'too-small') expect(one.percent).toBeLessThanOrEqual(countsFromPercent + 1e-9);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('agrees with what these very pairs saw', () => {
    fc.assert(
      fc.property(samples, (each) => {
        const measured = pairsOf(each).length;
        for (const { needed, smallestDetectablePercent } of sensed(each).metrics) {
          for (const one of needed) {
            if (smallestDetectablePercent <= one.percent) expect(one).toMatchObject({ kind: 'pairs' });
            if (one.kind === 'pairs' && one.pairs === measured) expect(smallestDetectablePercent).toBeLessThanOrEqual(one.percent);
            if (one.kind === 'pairs' && one.pairs > measured) expect(smallestDetectablePercent).toBeGreaterThan(one.percent);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is never less than counts', () => {
    fc.assert(
      fc.property(samples, (each) => {
        const smaller = ({ smallestDetectablePercent, countsFromPercent }: MetricSensitivity): boolean =>
          smallestDetectablePercent < countsFromPercent - 1e-9;
        expect(sensed(each).metrics.filter(smaller)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
