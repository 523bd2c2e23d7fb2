import { describe, expect, it } from 'vitest';
import { expectedArrivals, firstRate } from '../../../src/load/pace/integral.ts';
import { openPace } from '../../../src/load/pace/open.ts';
import type { Arrivals } from '../../../src/model/arrivals.ts';

function schedule(arrivals: Arrivals, durationMs: number, seed: number = 1): readonly number[] {
  const pace = openPace(arrivals, durationMs, seed);
  const moments: number[] = [];
  for (let atMs = pace.next(); atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) moments.push(atMs);
  return moments;
}

describe('a pace', () => {
  it('of a constant rate is a grid, however long it lasts', () => {
    expect(schedule({ pattern: 'constant', ratePerSecond: 1_000 }, 4)).toEqual([0.5, 1.5, 2.5, 3.5]);
    const long = schedule({ pattern: 'constant', ratePerSecond: 3_000 }, 600_000);
    expect(long.length).toBe(1_800_000);
    expect(long.at(-1)).toBeCloseTo(600_000 - 1 / 6, 9);
  });

  it('of a ramp grows denser: as many in the last tenth as the rate says', () => {
    const moments = schedule({ pattern: 'ramp', fromPerSecond: 0, toPerSecond: 2_000 }, 1_000);
    expect(moments.length).toBe(1_000);
    expect(moments.filter((moment) => moment < 500).length).toBe(250);
    expect(moments.filter((moment) => moment >= 900).length).toBe(190);
    expect(schedule({ pattern: 'ramp', fromPerSecond: 500, toPerSecond: 500 }, 1_000)).toEqual(
      schedule({ pattern: 'constant', ratePerSecond: 500 }, 1_000),
    );
  });

  it('of a falling ramp mirrors the rising one', () => {
    const rising = schedule({ pattern: 'ramp', fromPerSecond: 0, toPerSecond: 100 }, 1_000);
    const falling = schedule({ pattern: 'ramp', fromPerSecond: 100, toPerSecond: 0 }, 1_000);
    for (const [at, moment] of falling.toReversed().entries()) expect(1_000 - moment).toBeCloseTo(rising[at] ?? Number.NaN, 6);
  });

  it('of steps and spikes has what each stretch asks for, and nothing where the rate is zero', () => {
    const steps = schedule({ pattern: 'step', ratesPerSecond: [100, 0, 400] }, 3_000);
    expect([0, 1_000, 2_000].map((from) => steps.filter((at) => at >= from && at < from + 1_000).length)).toEqual([100, 0, 400]);
    const spike = schedule({ pattern: 'spike', ratePerSecond: 0, peakPerSecond: 1_000, atMs: 500, forMs: 100 }, 1_000);
    expect([spike.length, spike[0], spike.at(-1)]).toEqual([100, 500.5, expect.closeTo(599.5, 9)]);
  });

  it('of bursts sends each at once, the first at the beginning and none at the end', () => {
    expect(schedule({ pattern: 'burst', size: 3, everyMs: 100 }, 300)).toEqual([0, 0, 0, 100, 100, 100, 200, 200, 200]);
    expect(schedule({ pattern: 'burst', size: 1, everyMs: 1.1 }, 11).length).toBe(10);
  });

  it('of a sine has its crest in the first half of a period and its trough in the second', () => {
    const moments = schedule({ pattern: 'sine', ratePerSecond: 500, amplitudePerSecond: 500, periodMs: 1_000 }, 2_000);
    // The integral of a half wave: mean/2 ± amplitude/π.
    const halves = [0, 500, 1_000, 1_500].map((from) => moments.filter((at) => at >= from && at < from + 500).length);
    expect(halves).toEqual([409, 91, 409, 91]);
  });

  it('of a Poisson process keeps its draws from version to version, so that a seed in an old report still replays', () => {
    expect(schedule({ pattern: 'poisson', ratePerSecond: 1_000 }, 4, 42).map((at) => at.toFixed(6))).toEqual([
      '0.083329',
      '0.813424',
      '0.915252',
      '1.875933',
      '2.260020',
      '2.484448',
      '2.524382',
    ]);
  });
});

describe('a pattern', () => {
  it('begins with its first rate', () => {
    const given: readonly Arrivals[] = [
      { pattern: 'constant', ratePerSecond: 7 },
      { pattern: 'poisson', ratePerSecond: 7 },
      { pattern: 'ramp', fromPerSecond: 7, toPerSecond: 70 },
      { pattern: 'step', ratesPerSecond: [7, 70] },
      { pattern: 'spike', ratePerSecond: 7, peakPerSecond: 70, atMs: 0, forMs: 1 },
      { pattern: 'burst', size: 14, everyMs: 2_000 },
      { pattern: 'sine', ratePerSecond: 7, amplitudePerSecond: 3, periodMs: 1_000 },
    ];
    expect(given.map(firstRate)).toEqual(given.map(() => 7));
  });

  it('expects what the area under its rate is', () => {
    expect(expectedArrivals({ pattern: 'ramp', fromPerSecond: 100, toPerSecond: 300 }, 10_000, 5_000)).toBeCloseTo(750, 9);
    expect(
      expectedArrivals({ pattern: 'spike', ratePerSecond: 10, peakPerSecond: 110, atMs: 1_000, forMs: 1_000 }, 4_000, 4_000),
    ).toBeCloseTo(140, 9);
    expect(expectedArrivals({ pattern: 'sine', ratePerSecond: 10, amplitudePerSecond: 10, periodMs: 500 }, 4_000, 4_000)).toBeCloseTo(
      40,
      9,
    );
  });
});
