import { describe, expect, it } from 'vitest';

import type { MetricSensitivity, Sensed } from '../../src/model/sensitivity.ts';
import { sense } from '../../src/verdict/sensitivity.ts';
import { even, ms, pairsOf, shifted, type Sample } from './paired/sample-pairs.ts';

const sensed = (samples: readonly Sample[], affordablePairs: number = 12): Sensed =>
  sense(pairsOf(samples), { affordablePairs, budgetFor: (pairs) => 7_000 * pairs });
const first = (...samples: readonly Sample[]): MetricSensitivity => {
  const [metric] = sensed(samples).metrics;
  if (metric === undefined) throw new Error('nothing was told');
  return metric;
};
const times = (factor: number): readonly number[] => even.map((change) => factor * change);

describe('a dozen pairs of two copies of the same code', () => {
  it('that came out alike tell the noise and the smallest worsening that would have been seen', () => {
    const metric = first(ms('cpu-per-operation', 2, even));
    expect(metric).toMatchObject({
      metric: 'cpu-per-operation',
      changeIn: 'percent',
      trustedFromPercent: null,
      countsFromPercent: expect.closeTo(2),
    });
    expect(metric.noisePercent).toBeCloseTo(0.7, 0);
    expect(metric.smallestDetectablePercent).toBeGreaterThan(2);
    expect(metric.smallestDetectablePercent).toBeLessThan(3);
    expect(metric.apartIntervalPercent[0]).toBeLessThan(0);
    expect(metric.apartIntervalPercent[1]).toBeGreaterThan(0);
  });

  it('tell by their noise how many it takes for less, and in what time', () => {
    const { needed } = first(ms('cpu-per-operation', 2, times(10)));
    expect(needed).toEqual([
      { kind: 'pairs', percent: 10, pairs: expect.any(Number), budgetMs: expect.any(Number) },
      { kind: 'pairs', percent: 5, pairs: expect.any(Number), budgetMs: expect.any(Number) },
      { kind: 'too-noisy', percent: 3 },
    ]);
    const [large, small] = needed.map((each) => (each.kind === 'pairs' ? each.pairs : 0));
    expect(small).toBeGreaterThan(large ?? 0);
    expect(needed[1]).toMatchObject({ budgetMs: 7_000 * (small ?? 0) });
  });

  it('promise no worsening that is too little to count', () => {
    expect(first(ms('p50', 1, even))).toMatchObject({
      countsFromPercent: expect.closeTo(15),
      needed: [
        { kind: 'too-small', percent: 10 },
        { kind: 'too-small', percent: 5 },
        { kind: 'too-small', percent: 3 },
      ],
    });
  });

  it('that were told apart are no ground for trust in changes up to twice that', () => {
    const { doubts, metrics } = sensed([ms('cpu-per-operation', 2, shifted(0.03)), ms('p50', 20, even)]);
    expect(doubts).toEqual(['told-apart']);
    expect(metrics[0]?.trustedFromPercent).toBeCloseTo(6, 0);
    expect(metrics[1]?.trustedFromPercent).toBeNull();
  });

  it('that were told apart by less than counts are good enough', () => {
    expect(sensed([ms('cpu-per-operation', 2, shifted(0.015))]).doubts).toEqual([]);
  });

  it('of metrics in percent tell points', () => {
    expect(first({ name: 'errors', unit: '%', base: 0, changes: even.map(() => 0) })).toMatchObject({
      changeIn: 'points',
      noisePercent: 0,
      apartPercent: 0,
      apartIntervalPercent: [0, 0],
      smallestDetectablePercent: 0.5,
      needed: [],
    });
  });

  it('name the quietest number that tells of time or work, and doubt a machine that has none', () => {
    expect(sensed([ms('cpu-per-operation', 2, times(3)), ms('p95', 40, even), ms('startup', 900, even)])).toMatchObject({
      quietest: 'p95',
      doubts: [],
    });
    expect(sensed([ms('cpu-per-operation', 2, times(40)), ms('startup', 900, even)])).toMatchObject({ doubts: ['too-noisy'] });
    expect(sensed([ms('startup', 900, even)])).toMatchObject({ quietest: null, doubts: ['too-noisy'] });
  });

  it('doubt a budget that has no time for eight', () => {
    expect(sensed([ms('p50', 20, even)], 7).doubts).toEqual(['too-short']);
    expect(sensed([ms('p50', 20, even)], 8).doubts).toEqual([]);
  });

  it('leave out what too few of them have', () => {
    expect(sensed([ms('p50', 20, even), ms('p99', 90, even.slice(0, 5))])).toMatchObject({ metrics: [{ metric: 'p50' }], untold: ['p99'] });
  });
});
