import { describe, expect, it } from 'vitest';
import { normalTail } from '../../src/stats/normal.ts';
import { signedRank, signedRankMasses } from '../../src/stats/signed-rank.ts';

/** Values with ranks 1…count whose positive ranks sum up to `positive`. */
function withSum(count: number, positive: number): readonly number[] {
  let left = positive;
  return Array.from({ length: count }, (_, index) => count - index).map((rank) => {
    if (rank > left) return -rank;
    left -= rank;
    return rank;
  });
}

describe('the signed-rank test', () => {
  // One-sided points of the published tables: the largest sum whose chance is at most the level.
  it.each([
    [6, 2, 0.05],
    [7, 2, 0.025],
    [8, 3, 0.025],
    [10, 8, 0.025],
    [12, 13, 0.025],
    [12, 7, 0.005],
    [15, 25, 0.025],
    [20, 52, 0.025],
    [20, 37, 0.005],
    [25, 89, 0.025],
  ])('of %d values rejects at a sum of %d at level %f, and not at one more', (count, sum, level) => {
    expect(signedRank(withSum(count, sum)).pBelow).toBeLessThanOrEqual(level);
    expect(signedRank(withSum(count, sum + 1)).pBelow).toBeGreaterThan(level);
  });

  it('is exact: ten values of which the sum is 8 or less come 25 times in 1 024', () => {
    expect(signedRank(withSum(10, 8)).pBelow).toBe(25 / 1_024);
    expect(signedRank(withSum(10, 47)).pAbove).toBe(25 / 1_024);
  });

  it('with ties is that of the observed ranks, counted out', () => {
    const values = [1, 1, -1, 2, 3, 3, -4];
    const ranks = [2, 2, 2, 4, 5.5, 5.5, 7];
    const observed = 2 + 2 + 4 + 5.5 + 5.5;
    let [above, below] = [0, 0];
    for (let signs = 0; signs < 2 ** ranks.length; signs += 1) {
      const sum = ranks.reduce((total, rank, index) => total + (Math.floor(signs / 2 ** index) % 2 === 1 ? rank : 0), 0);
      if (sum >= observed) above += 1;
      if (sum <= observed) below += 1;
    }
    const told = signedRank(values);
    expect(told).toMatchObject({ count: 7, positive: observed });
    expect(told.pAbove).toBeCloseTo(above / 2 ** ranks.length, 12);
    expect(told.pBelow).toBeCloseTo(below / 2 ** ranks.length, 12);
  });

  it('leaves out zeros, and says nothing of nothing', () => {
    expect(signedRank([0, 3, 0, -1, 2])).toEqual(signedRank([3, -1, 2]));
    expect(signedRank([0, 0])).toEqual({ count: 0, positive: 0, pAbove: 1, pBelow: 1 });
    expect(signedRank([])).toMatchObject({ pAbove: 1, pBelow: 1 });
  });

  it('goes over into its approximation without a jump', () => {
    const exact = signedRank(withSum(200, 8_000));
    const near = signedRank(withSum(201, 8_080));
    expect(exact.pBelow / near.pBelow).toBeGreaterThan(0.9);
    expect(exact.pBelow / near.pBelow).toBeLessThan(1.1);
    const z = (8_000 + 0.5 - 10_050) / Math.sqrt((200 * 201 * 401) / 24);
    expect(exact.pBelow / normalTail(-z)).toBeCloseTo(1, 1);
  });

  it('has a distribution that sums up to one', () => {
    for (const ranks of [[1], [1.5, 1.5, 3], Array.from({ length: 60 }, (_, index) => index + 1)])
      expect(signedRankMasses(ranks).reduce((sum, mass) => sum + mass, 0)).toBeCloseTo(1, 12);
  });
});
