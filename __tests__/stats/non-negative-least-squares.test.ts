import { describe, expect, it } from 'vitest';
import { nonNegativeLeastSquares } from '../../src/stats/non-negative-least-squares.ts';

const ones = (count: number): readonly number[] => Array.from({ length: count }, () => 1);

describe('non-negative least squares', () => {
  it('is plain least squares where nothing would be below 0', () => {
    const rows = [0, 1, 2, 3].map((x) => [1, x]);
    const [base = 0, slope = 0] = nonNegativeLeastSquares(rows, [1, 3, 5, 7], ones(4));
    expect(base).toBeCloseTo(1, 12);
    expect(slope).toBeCloseTo(2, 12);
  });

  it('leaves out what would be below 0, and fits the rest anew', () => {
    const rows = [0, 1, 2, 3].map((x) => [1, x]);
    // The plain line falls; without a slope the best is the mean.
    expect(nonNegativeLeastSquares(rows, [4, 3, 2, 1], ones(4))).toEqual([expect.closeTo(2.5, 12), 0]);
  });

  it('is all 0 where every column points away', () => {
    expect(nonNegativeLeastSquares([[1], [2]], [-1, -2], ones(2))).toEqual([0]);
  });

  it('counts a miss by its weight', () => {
    expect(nonNegativeLeastSquares([[1], [1]], [0, 10], [1, 4])).toEqual([expect.closeTo(8, 12)]);
  });

  it('takes one of two columns that say the same', () => {
    const [one = 0, two = 0] = nonNegativeLeastSquares(
      [
        [1, 2],
        [2, 4],
        [3, 6],
      ],
      [3, 6, 9],
      ones(3),
    );
    expect(one + 2 * two).toBeCloseTo(3, 12);
  });

  it('is not disturbed by columns of very different lengths', () => {
    const rows = [1, 10, 100, 1_000].map((users) => [1, users - 1, users * (users - 1)]);
    const truth = [2, 0.05, 0.000_02];
    const found = nonNegativeLeastSquares(
      rows,
      rows.map((row) => row.reduce((sum, value, column) => sum + value * (truth[column] ?? 0), 0)),
      ones(4),
    );
    found.forEach((value, column) => expect(value / (truth[column] ?? 0)).toBeCloseTo(1, 6));
  });
});
