import { describe, expect, it } from 'vitest';

import { openChance } from '../../src/stats/chance.ts';

const draws = (seed: number, stream: number, count: number): readonly number[] => {
  const chance = openChance(seed, stream);
  return Array.from({ length: count }, () => chance.next());
};

describe('chance', () => {
  it('keeps its draws from version to version, so that a seed in an old report still replays', () => {
    expect(draws(1, 0, 4)).toEqual([1875817000, 3930810701, 3911444765, 2549735344]);
  });

  it('draws uniformly: sixteen bins of 64 000 draws stay within four standard deviations', () => {
    const chance = openChance(42, 3);
    const bins = Array.from({ length: 16 }, () => 0);
    for (let draw = 0; draw < 64_000; draw++) {
      const bin = chance.below(16);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const deviation = Math.sqrt(64_000 * (1 / 16) * (15 / 16));
    for (const bin of bins) expect(Math.abs(bin - 4_000)).toBeLessThan(4 * deviation);
  });

  it('gives neighbouring streams and neighbouring seeds that do not correlate', () => {
    for (const [one, other] of [
      [draws(9, 0, 20_000), draws(9, 1, 20_000)],
      [draws(9, 0, 20_000), draws(10, 0, 20_000)],
    ] as const) {
      const correlation = one.reduce((sum, value, index) => sum + centred(value) * centred(other[index] ?? 0), 0) / (20_000 / 12);
      expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(20_000));
    }
  });
});

function centred(value: number): number {
  return value / 2 ** 32 - 0.5;
}
