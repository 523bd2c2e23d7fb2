import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { freedomOf, levelMeans, middleOf, redrawMeans } from '../../src/stats/redraw-levels.ts';

const levels = [
  { level: 1, values: [1, 4] },
  { level: 2, values: [8] },
  { level: 5, values: [20, 20, 20] },
];

describe('levels drawn anew', () => {
  it('come to geometric means', () => {
    const means = levelMeans(levels);
    expect(means.map(({ level, values }) => [level, values])).toEqual([
      [1, 2],
      [2, 1],
      [5, 3],
    ]);
    expect(means.map(({ mean }) => mean)).toEqual([expect.closeTo(2, 9), expect.closeTo(8, 9), expect.closeTo(20, 9)]);
  });

  it('know as much of chance as they have values beyond the first', () => {
    expect(freedomOf(levels)).toBe(3);
  });

  it('are centred at the means, and vary as means of their own values do', () => {
    const drawn = redrawMeans(levels, 4_000, openChance(3, 0));
    const logs = drawn.map((means) => Math.log(means[0]?.mean ?? 0));
    const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(average(logs) - Math.log(2))).toBeLessThan(0.1);
    const spread = Math.sqrt(average(logs.map((log) => (log - Math.log(2)) ** 2)));
    // Values lie log 2 from their mean, √2 times as far from the truth; a mean of two varies 1/√2 as much; Student's point for three is
    // 3.182. Half of a level's noise in six values is no more than chance makes of it by a factor of 1.2.
    expect(spread / ((Math.log(2) * 3.182) / 1.96 / 1.2)).toBeCloseTo(1, 1);
  });

  it('vary as much as the others where a level has no noise of its own, or a single value', () => {
    const drawn = redrawMeans(levels, 200, openChance(4, 0));
    for (const level of [1, 2]) expect(new Set(drawn.map((means) => (means[level]?.mean ?? 0).toFixed(6))).size).toBeGreaterThan(2);
  });

  it('are none where no level has two values', () => {
    expect(redrawMeans([{ level: 1, values: [1] }], 100, openChance(5, 0))).toEqual([]);
    expect(middleOf([])).toBeNull();
  });

  it('leave 2.5 % beyond each end of their middle', () => {
    expect(middleOf(Array.from({ length: 999 }, (_, index) => index + 1))).toEqual([25, 975]);
    expect(middleOf(Array.from({ length: 38 }, () => 1))).toBeNull();
    expect(middleOf([...Array.from({ length: 100 }, () => Number.NaN), ...Array.from({ length: 39 }, (_, index) => index)])).toEqual([
      0, 38,
    ]);
  });
});
