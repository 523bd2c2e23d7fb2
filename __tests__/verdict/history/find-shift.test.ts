import { describe, expect, it } from 'vitest';
import { findShift } from '../../../src/verdict/history/find-shift.ts';
import type { EarlierValue } from '../../../src/verdict/history/earlier-values.ts';
import { shaken } from './shaken.ts';

/** One run a day, each with a commit of its own; the clock of every third machine is a year behind. */
const dated = (values: readonly number[]): readonly EarlierValue[] =>
  values.map((value, at) => ({
    value,
    rebased: value,
    createdAt: new Date(Date.UTC(at % 3 === 0 ? 2025 : 2026, 0, 1 + at)).toISOString(),
    commit: at.toString(16).padStart(7, '0'),
  }));

describe('the newest shift of a history', () => {
  it('is told by its first run, how long ago that was, and its size', () => {
    expect(findShift(dated([...shaken(100, 20), ...shaken(150, 10)]), 0, 'percent')).toEqual({
      commit: '0000014',
      createdAt: '2026-01-21T00:00:00.000Z',
      runsAgo: 10,
      changePercent: 50,
    });
  });

  it('is the last of several, also where that is an improvement', () => {
    const found = findShift(dated([...shaken(100, 15), ...shaken(150, 15), ...shaken(75, 8)]), 0, 'percent');
    expect(found?.runsAgo).toBe(8);
    expect(found?.changePercent).toBeCloseTo(-50, 0);
  });

  it('of a metric in percent is in points', () => {
    const errors = [...shaken(0, 20), ...shaken(4, 10)];
    expect(findShift(dated(errors), 0.5, 'points')).toMatchObject({ runsAgo: 10, changePercent: 4 });
    expect(findShift(dated(errors), 5, 'points')).toBe(null);
  });

  it('is none below 2 %, and has no percentage of nothing', () => {
    const quiet = (level: number): readonly number[] => shaken(1, 20).map((shake) => level + shake / 100);
    expect(findShift(dated([...quiet(100), ...quiet(101.5)]), 0, 'percent')).toBe(null);
    expect(findShift(dated([...quiet(100), ...quiet(102.5)]), 0, 'percent')).toMatchObject({ runsAgo: 20 });
    expect(findShift(dated([...shaken(0, 20), ...shaken(4, 10)]), 0, 'percent')).toBe(null);
    expect(findShift([], 0, 'percent')).toBe(null);
  });
});
