import { describe, expect, it } from 'vitest';
import { rankSum } from '../../src/stats/rank-sum.ts';

/** Two samples without ties of which the second is larger in so many pairs. */
function withLarger(first: number, second: number, larger: number): readonly [readonly number[], readonly number[]] {
  const before = Array.from({ length: first }, (_, index) => index + 1);
  let left = larger;
  const after = Array.from({ length: second }, (_, index) => {
    const wins = Math.min(first, left);
    left -= wins;
    return wins + 0.5 + index / 1_000;
  });
  return [before, after];
}

describe('the rank-sum test', () => {
  // One-sided points of the published tables of U.
  it.each([
    [5, 5, 2, 0.025],
    [4, 4, 0, 0.025],
    [6, 6, 5, 0.025],
    [8, 8, 13, 0.025],
    [10, 10, 23, 0.025],
    [5, 10, 8, 0.025],
    [20, 20, 127, 0.025],
    [10, 10, 16, 0.005],
  ])('of %d and %d values rejects at U = %d at level %f, and not at one more', (first, second, larger, level) => {
    expect(rankSum(...withLarger(first, second, larger)).pBelow).toBeLessThanOrEqual(level);
    expect(rankSum(...withLarger(first, second, larger + 1)).pBelow).toBeGreaterThan(level);
  });

  it('is exact: of five and five the lowest two come 4 times in 252', () => {
    expect(rankSum(...withLarger(5, 5, 2)).pBelow).toBeCloseTo(4 / 252, 12);
    expect(rankSum(...withLarger(5, 5, 23)).pAbove).toBeCloseTo(4 / 252, 12);
  });

  it('with ties is that of the observed ranks, counted out', () => {
    // Ranks 1.5 1.5 4 4 4 6: of the 20 ways to take three, those whose sum is 14 or more.
    const told = rankSum([1, 1, 2], [2, 2, 3]);
    expect(told).toEqual({ larger: 8, pAbove: expect.closeTo(3 / 20, 12), pBelow: expect.closeTo(1, 12) });
  });

  it('says nothing of nothing', () => {
    expect(rankSum([], [1])).toMatchObject({ pAbove: 1, pBelow: 1 });
    expect(rankSum([2, 2], [2, 2])).toMatchObject({ pAbove: 1, pBelow: 1 });
  });

  it('goes over into its approximation without a jump', () => {
    const [exact, near] = [rankSum(...withLarger(50, 50, 900)), rankSum(...withLarger(50, 51, 920))];
    expect(exact.pBelow / near.pBelow).toBeGreaterThan(0.8);
    expect(exact.pBelow / near.pBelow).toBeLessThan(1.25);
  });
});
