import { describe, expect, it } from 'vitest';
import { changePoints } from '../../src/stats/change-points.ts';

/** Around 100, 101 and 102 in turn. */
const around = (level: number, count: number): readonly number[] => Array.from({ length: count }, (_, at) => level + (at % 3) - 1);

describe('lasting changes of level', () => {
  it('are found where they begin, with the levels on both sides', () => {
    expect(changePoints([...around(100, 20), ...around(120, 10)], 0)).toEqual([{ at: 20, before: 100, after: 120 }]);
    expect(changePoints([...around(120, 7), ...around(100, 23)], 0)).toEqual([{ at: 7, before: 120, after: 100 }]);
  });

  it('are found one after the other', () => {
    expect(changePoints([...around(100, 15), ...around(120, 15), ...around(90, 15)], 0).map(({ at }) => at)).toEqual([15, 30]);
  });

  it('last for six values at least', () => {
    expect(changePoints([...around(100, 20), ...around(120, 6)], 0)).toHaveLength(1);
    expect(changePoints([...around(100, 20), ...around(120, 5)], 0)).toEqual([]);
    expect(changePoints([...around(100, 20), ...around(500, 5), ...around(100, 20)], 0)).toEqual([]);
  });

  it('are no smaller than asked for', () => {
    const steps = [...around(100, 15), ...around(108, 15), ...around(200, 15)];
    expect(changePoints(steps, 9).map(({ at }) => at)).toEqual([30]);
    expect(changePoints(steps, 8).map(({ at }) => at)).toEqual([15, 30]);
  });

  it('are seen in what never moved before', () => {
    expect(changePoints([...around(0, 20).map(() => 0), 2, 2, 2, 2, 2, 2], 0)).toEqual([{ at: 20, before: 0, after: 2 }]);
    expect(changePoints([0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0], 0)).toEqual([]);
  });

  it('are none in a few values, in equal ones and in none', () => {
    expect(changePoints([], 0)).toEqual([]);
    expect(changePoints([1], 0)).toEqual([]);
    expect(changePoints([1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9], 0)).toEqual([]);
    expect(
      changePoints(
        around(0, 60).map(() => 7),
        0,
      ),
    ).toEqual([]);
  });
});
