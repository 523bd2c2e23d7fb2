import { describe, expect, it } from 'vitest';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { bisect, measured } from './bisect.ts';

const trials = 80;

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());

interface Told {
  readonly close: number;
  readonly held: number;
  readonly asked: number;
}

/** Shares of trials with the threshold told within ±1 and held by the interval, and the most that was asked. */
function bisectOften(threshold: number, top: number, sigma: number, ratio: (level: number) => number): Told {
  let close = 0;
  let held = 0;
  let asked = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const chance = openChance(trial, 77);
    const told = bisect({ low: 1, top, seed: trial, most: 26 }, (level) => {
      const stray = chance.unit() < 0.02 ? 3 : 1;
      return measured(ratio(level) * stray * Math.exp(sigma * normal(chance)));
    });
    const { mode, interval } = told.bisection.threshold();
    if (Math.abs(mode - threshold) <= 1) close += 1;
    if (interval[0] <= threshold && threshold <= interval[1]) held += 1;
    asked = Math.max(asked, told.asked.length);
  }
  return { close: close / trials, held: held / trials, asked };
}

const grown = (level: number): number => (5 + 0.05 * level ** 2) / 30;

describe('a threshold told by noisy measurements', () => {
  it.each([
    ['of a latency that grows with the square, 25 % noise', 23, 40, 0.25, grown],
    ['of a latency that grows with the square, 10 % noise', 23, 40, 0.1, grown],
    ['of a latency in proportion, 25 % noise', 13, 20, 0.25, (level: number): number => level / 12.5],
    ['of one that bends at 12, 10 % noise', 15, 30, 0.1, (level: number): number => Math.max(0.7, 0.7 + (level - 12) * 0.12)],
    ['of a step, 25 % noise', 7, 20, 0.25, (level: number): number => (level >= 7 ? 3 : 0.4)],
  ])('%s is right within ±1 in 9 of 10, and in its interval', (_, threshold, top, sigma, ratio) => {
    const { close, held, asked } = bisectOften(threshold, top, sigma, ratio);
    expect(close).toBeGreaterThanOrEqual(0.9);
    expect(held).toBeGreaterThanOrEqual(0.85);
    expect(asked).toBeLessThanOrEqual(26);
  });

  it('is none where 83 % of the limit is used at most, at 25 % noise: found in 15 of 100 at most, which is before four in a row had to break', () => {
    let found = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const chance = openChance(trial, 78);
      const told = bisect({ low: 1, top: 20, seed: trial, most: 26 }, (level) => measured(grown(level) * Math.exp(0.25 * normal(chance))));
      if (told.bisection.threshold().none <= 0.5) found += 1;
    }
    expect(found / trials).toBeLessThanOrEqual(0.15);
  });
});
