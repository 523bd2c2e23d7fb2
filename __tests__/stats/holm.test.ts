import { describe, expect, it } from 'vitest';
import { holm } from '../../src/stats/holm.ts';

const among =
  (level: number) =>
  (tests: number): number =>
    level / tests;

describe("Holm's steps", () => {
  // The example of four tests at 5 %: 0.005 and 0.01 meet a quarter and a third of it, 0.03 does not meet a half.
  it.each([
    [
      [0.01, 0.04, 0.03, 0.005],
      [true, false, false, true],
    ],
    [[0.05], [true]],
    [
      [0.03, 0.04],
      [false, false],
    ],
    [
      [0.025, 0.05],
      [true, true],
    ],
    [[], []],
  ])('of %j reject %j', (ps, rejected) => {
    expect(holm(ps, ps.length, among(0.05))).toEqual(rejected);
  });

  it('leave all of the level to those that can be rejected', () => {
    expect(holm([1, 0.04, 1], 3, among(0.05))).toEqual([false, false, false]);
    expect(holm([1, 0.04, 1], 1, among(0.05))).toEqual([false, true, false]);
  });
});
