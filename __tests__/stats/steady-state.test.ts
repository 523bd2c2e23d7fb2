import { describe, expect, it } from 'vitest';
import { levelShift } from '../../src/stats/level-shift.ts';
import { rankShift } from '../../src/stats/rank-shift.ts';
import { findSteadyState } from '../../src/stats/steady-state.ts';
import { twoLevels } from '../../src/stats/two-levels.ts';

const tenth = Math.log(1.1);
/** Noise of 2 % without chance. */
const ripple = (index: number): number => [0.02, -0.01, 0, 0.01, -0.02][(index * 3) % 5] ?? 0;
const course = (level: (index: number) => number): readonly number[] =>
  Array.from({ length: 20 }, (_, index) => Math.log(level(index)) + ripple(index));

describe('findSteadyState', () => {
  it('calls a series steady that only ripples', () => {
    expect(
      findSteadyState(
        course(() => 5),
        tenth,
      ),
    ).toEqual({ kind: 'steady' });
  });

  it('finds a step, where it came, and its levels', () => {
    const found = findSteadyState(
      course((index) => (index < 12 ? 4 : 6)),
      tenth,
    );
    expect(found).toMatchObject({ kind: 'changed', at: 12, shorterSide: 8 });
    if (found.kind === 'changed') expect([found.first, found.last].map((level) => Math.round(Math.exp(level)))).toEqual([4, 6]);
  });

  it('finds a drift, which has no place', () => {
    expect(
      findSteadyState(
        course((index) => 5 + index / 10),
        tenth,
      ),
    ).toMatchObject({ kind: 'changed', at: null });
  });

  it('finds two levels that are each held for a while', () => {
    expect(
      findSteadyState(
        course((index) => (index % 10 < 5 ? 4 : 6)),
        tenth,
      ),
    ).toMatchObject({ kind: 'restless', shortestStay: 5 });
  });

  it('does not call a burst and its end two levels', () => {
    expect(
      findSteadyState(
        course((index) => (index >= 8 && index < 12 ? 9 : 4)),
        tenth,
      ),
    ).toEqual({ kind: 'steady' });
  });

  it('leaves alone what is smaller than asked for', () => {
    expect(
      findSteadyState(
        course((index) => (index < 10 ? 4 : 4.3)),
        tenth,
      ),
    ).toEqual({ kind: 'steady' });
  });
});

describe('rankShift', () => {
  it('is the U of Mann and Whitney in its standard deviations', () => {
    // Three against three, wholly apart: U = 9, expected 4.5, variance 3·3·7/12.
    expect(rankShift([1, 2, 3, 4, 5, 6], 3)).toEqual({ at: 3, z: 4.5 / Math.sqrt(5.25) });
    expect(rankShift([6, 5, 4, 3, 2, 1], 3)?.z).toBe(-4.5 / Math.sqrt(5.25));
  });

  it('counts equal values half and has no answer without room for two sides', () => {
    expect(rankShift([7, 7, 7, 7], 2)?.z).toBe(0);
    expect(rankShift([1, 2, 3], 2)).toBe(null);
    expect(rankShift([], 0)).toBe(null);
  });
});

describe('levelShift', () => {
  it('measures a step by the t of its two sides', () => {
    // Means 2 and 12, squares 2 + 2 over 4 degrees of freedom: 10 / √(1 · (1/3 + 1/3)).
    expect(levelShift([1, 2, 3, 11, 12, 13], 3)).toMatchObject({ shape: 'step', at: 3 });
    expect(levelShift([1, 2, 3, 11, 12, 13], 3)?.errors).toBeCloseTo(10 / Math.sqrt(2 / 3), 9);
  });

  it('prefers a line where a line fits better, and has no answer for too few values', () => {
    expect(levelShift([1, 2, 3, 4, 5, 6.1], 2)?.shape).toBe('slope');
    expect(levelShift([4, 4, 4, 4], 2)?.errors).toBe(0);
    expect(levelShift([1, 2], 1)).toBe(null);
    expect(levelShift([1, 2, 3], 2)).toBe(null);
  });
});

describe('twoLevels', () => {
  it('cuts where both sides are closest together, and counts the stays', () => {
    expect(twoLevels([1, 1.2, 9, 9.2, 1.1, 9.1])).toMatchObject({ minority: 0.5, stays: [2, 2, 1, 1] });
    expect(twoLevels([1, 1, 9, 9])?.separation).toBe(Number.POSITIVE_INFINITY);
  });

  it('has no answer where there is one level only', () => {
    expect(twoLevels([5, 5, 5])).toBe(null);
    expect(twoLevels([1, 2])).toBe(null);
  });
});
