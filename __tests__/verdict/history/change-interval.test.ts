import { describe, expect, it } from 'vitest';
import { changeInterval } from '../../../src/verdict/history/change-interval.ts';
import { shaken } from './shaken.ts';

const width = ([low, high]: readonly [number, number]): number => high - low;

describe('the interval of a change', () => {
  it('lies around the change of the middle of the last runs', () => {
    const { change, interval } = changeInterval(shaken(100, 40), [119, 121, 120], 12);
    expect(change).toBe(20);
    expect(interval[0]).toBeGreaterThan(15);
    expect(interval[0]).toBeLessThan(20);
    expect(interval[1]).toBeGreaterThan(20);
    expect(interval[1]).toBeLessThan(25);
  });

  it('is narrower where three runs agree than where one stands alone', () => {
    const alone = changeInterval(shaken(100, 40), [120], 12).interval;
    expect(width(changeInterval(shaken(100, 40), [120, 120, 120], 12).interval)).toBeLessThan(width(alone));
  });

  it('is not widened by a step of long ago', () => {
    const plain = changeInterval(shaken(100, 40), [120], 12).interval;
    const stepped = changeInterval([...shaken(300, 20), ...shaken(100, 40)], [120], 12).interval;
    expect(width(stepped)).toBeLessThan(1.5 * width(plain));
    expect(width(changeInterval([...shaken(0, 20), ...shaken(100, 40)], [120], 12).interval)).toBeLessThan(1.5 * width(plain));
  });

  it('is a point where nothing ever moved, and holds the change', () => {
    expect(changeInterval(shaken(0, 30), [2], 12)).toEqual({ change: 2, interval: [2, 2] });
  });

  it('is the same each time', () => {
    const once = changeInterval(shaken(100, 25), [104], 12);
    expect(changeInterval(shaken(100, 25), [104], 12)).toEqual(once);
  });
});
