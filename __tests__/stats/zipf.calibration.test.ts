import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { openZipf } from '../../src/stats/zipf.ts';

const draws = 20_000;

/** How often each rank came up; the last is for all beyond the ten first. */
function count(ranks: number, exponent: number, seed: number): readonly number[] {
  const chance = openChance(seed, 0);
  const draw = openZipf(ranks, exponent);
  const counts = Array.from({ length: 11 }, () => 0);
  for (let n = 0; n < draws; n += 1) {
    const rank = draw(chance);
    expect(Number.isInteger(rank) && rank >= 1 && rank <= ranks).toBe(true);
    const at = Math.min(rank, 11) - 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

/** The same by definition. */
function expected(ranks: number, exponent: number): readonly number[] {
  const weights = Array.from({ length: ranks }, (_, index) => (index + 1) ** -exponent);
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const first = weights.slice(0, 10).map((weight) => weight / sum);
  return [...first, weights.slice(10).reduce((all, weight) => all + weight, 0) / sum];
}

describe("Zipf's distribution", () => {
  it.each([
    [1, 1.2],
    [2, 1],
    [10, 0.5],
    [100, 0.01],
    [100, 0.8],
    [100, 1],
    [100, 1.2],
    [5_000, 2],
    [5_000, 0.99],
    [100_000, 1],
    [100_000, 10],
  ])('of %i ranks and exponent %d is that of its definition: each share within five standard deviations', (ranks, exponent) => {
    const counts = count(ranks, exponent, 7 * ranks + 100 * exponent);
    expected(ranks, exponent).forEach((share, index) => {
      const spread = Math.sqrt(draws * share * (1 - share));
      expect(Math.abs((counts[index] ?? 0) - draws * share)).toBeLessThanOrEqual(5 * spread + 1);
    });
  });

  it('takes about one draw of chance for a rank, however many ranks there are', () => {
    for (const [ranks, exponent] of [
      [10, 0.5],
      [1_000_000, 1],
      [1_000_000, 2],
    ] as const) {
      const chance = openChance(1, 0);
      let asked = 0;
      const counting = { ...chance, unit: () => ((asked += 1), chance.unit()) };
      const draw = openZipf(ranks, exponent);
      for (let n = 0; n < 5_000; n += 1) draw(counting);
      expect(asked / 5_000).toBeLessThan(1.3);
    }
  });
});
