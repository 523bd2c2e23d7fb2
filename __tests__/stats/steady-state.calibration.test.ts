import { describe, expect, it } from 'vitest';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { findSteadyState } from '../../src/stats/steady-state.ts';
import { around, flat, withBurst } from './series.ts';

const tenth = Math.log(1.1);

/** Share of trials that end as `kind`. */
function shareOf(kind: string, trials: number, seed: number, make: (chance: Chance) => readonly number[]): number {
  const chance = openChance(seed, 0);
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) if (findSteadyState(make(chance), tenth).kind === kind) count += 1;
  return count / trials;
}

describe('a flat series', () => {
  it.each([
    [20, 0.05, 0],
    [20, 0.25, 0],
    [20, 0.02, 0.3],
    [20, 0.05, 0.3],
    [20, 0.12, 0.3],
    [20, 0.25, 0.3],
    [15, 0.12, 0.3],
  ])('of %i values is steady at noise %d with neighbours alike by %d', (count, sigma, likeness) => {
    // 1 to 1.5 in 1 000 at the most, and three standard errors of 5 000 trials.
    expect(shareOf('steady', 5_000, 20_261, (chance) => flat(chance, count, sigma, likeness))).toBeGreaterThanOrEqual(0.997);
  });

  it('is steady as often as 999 times in 1 000 where noise is of all kinds and one in four holds a burst', () => {
    const noises = [0.02, 0.03, 0.05, 0.08, 0.12];
    const share = shareOf('steady', 20_000, 20_262, (chance) => {
      const series = flat(chance, 20, noises[chance.below(noises.length)] ?? 0.05);
      return chance.unit() < 0.25 ? withBurst(chance, series, 4, 2) : series;
    });
    // Two standard errors of 20 000 trials below.
    expect(share).toBeGreaterThanOrEqual(0.9985);
  });

  it('stays steady with a burst in each, wherever it lies', () => {
    expect(shareOf('steady', 5_000, 20_263, (chance) => withBurst(chance, flat(chance, 20, 0.05), 4, 2))).toBeGreaterThanOrEqual(0.996);
  });
});

describe('an unsteady series', () => {
  const step = (chance: Chance): ((place: number, index: number) => number) => {
    const at = 7 + chance.below(7);
    return (_, index) => (index < at ? 1 : 1.2);
  };
  it.each([
    ['a step of 20 %', 0.03, 0.99, step],
    ['a step of 20 %', 0.05, 0.8, step],
    ['a drift of 15 %', 0.02, 0.8, () => (place: number) => 1 + 0.15 * place],
    ['a drift of 20 %', 0.03, 0.87, () => (place: number) => 1 + 0.2 * place],
    ['a drift of 30 %', 0.05, 0.73, () => (place: number) => 1 + 0.3 * place],
    ['a drift of 60 %', 0.08, 0.83, () => (place: number) => 1 + 0.6 * place],
    ['a warm-up that still vanishes, 50 % at first', 0.03, 0.96, () => (place: number) => 1 + 0.5 * Math.exp(-4 * place)],
    ['a slowdown that grows to twice', 0.08, 0.98, () => (place: number) => 1 + place ** 2],
  ] as const)('with %s at noise %d is found at least %d of the time', (_, sigma, least, shape) => {
    expect(shareOf('changed', 1_000, 20_264, (chance) => around(flat(chance, 20, sigma), shape(chance)))).toBeGreaterThanOrEqual(least);
  });

  it.each([
    [1.3, 0.03, 0.99],
    [1.3, 0.05, 0.78],
    [1.5, 0.05, 0.98],
  ])('that goes to and fro by a factor of %d at noise %d is found at least %d of the time', (factor, sigma, least) => {
    const share = shareOf('restless', 1_000, 20_265, (chance) => {
      const offset = chance.below(4);
      return around(flat(chance, 20, sigma), (_, index) => (Math.floor((index + offset) / 4) % 2 === 0 ? 1 : factor));
    });
    expect(share).toBeGreaterThanOrEqual(least);
  });
});
