import { describe, expect, it } from 'vitest';
import { crossingChance, evenSpending, lateSpending, sequentialBounds } from '../../src/stats/group-sequential.ts';
import { normalPoint, normalTail } from '../../src/stats/normal.ts';

const evenly = (looks: number): readonly number[] => Array.from({ length: looks }, (_, index) => (index + 1) / looks);

describe('the normal distribution', () => {
  // Published points.
  it.each([
    [0, 0.5],
    [1, 0.15865525],
    [1.959963985, 0.025],
    [3.090232306, 0.001],
    [4.753424309, 1e-6],
    [-1.281551566, 0.9],
  ])('leaves above %f a share of %f', (z, tail) => {
    expect(normalTail(z) / tail).toBeCloseTo(1, 6);
    expect(normalPoint(tail)).toBeCloseTo(z, 5);
  });

  it('has no point for nothing, or for everything', () => {
    expect([normalPoint(0), normalPoint(1)]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});

describe('bounds for several looks', () => {
  it.each([
    ['late', lateSpending, [4.8769, 3.3569, 2.6803, 2.2898, 2.031]],
    ['even', evenSpending, [2.438, 2.4268, 2.4101, 2.3966, 2.3859]],
  ])('of five with %s spending are those of the published tables', (_, spending, published) => {
    sequentialBounds(evenly(5), 0.025, spending).forEach((bound, look) => expect(bound).toBeCloseTo(published[look] ?? 0, 2));
  });

  // Constants of Pocock and of O'Brien and Fleming: two-sided 5 %, of which the other side is negligible.
  it.each([
    [2, 2.178, 1.977],
    [4, 2.361, 2.024],
    [5, 2.413, 2.04],
  ])('of %d looks are crossed as often as the classic constants say', (looks, pocock, obrien) => {
    const shares = evenly(looks);
    expect(
      crossingChance(
        shares,
        shares.map(() => pocock),
      ),
    ).toBeCloseTo(0.025, 3);
    expect(
      crossingChance(
        shares,
        shares.map((share) => obrien / Math.sqrt(share)),
      ),
    ).toBeCloseTo(0.025, 3);
  });

  it('spend no more than their level, wherever the looks are', () => {
    for (const shares of [[1], [0.1, 1], [0.3, 0.35, 0.9], [0.2, 0.4, 0.6, 0.8, 1]])
      for (const spending of [lateSpending, evenSpending])
        for (const level of [0.05, 0.01, 0.001])
          expect(crossingChance(shares, sequentialBounds(shares, level, spending))).toBeLessThan(1.01 * level);
  });

  it('with one look is the plain test', () => {
    expect(sequentialBounds([1], 0.01, lateSpending)[0]).toBeCloseTo(2.3263, 3);
  });
});
