import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { NoisyBisection } from '../../src/stats/noisy-bisection.ts';
import { bisect, measured } from './bisect.ts';

const levels = { low: 1, top: 20, seed: 3, most: 40 };

describe('a noisy bisection', () => {
  it('takes every threshold for as likely as any other before it is told anything', () => {
    const bisection = new NoisyBisection(1, 19, openChance(1, 0));
    expect(bisection.threshold().none).toBeCloseTo(1 / 20);
    expect(bisection.isSettled()).toBe(false);
    expect([9, 10, 11]).toContain(bisection.next());
  });

  it('moves away from what it was told, the further that was from the limit', () => {
    const [near = 0, farAway = 0] = [0.98, 0.5].map((ratio) => {
      const bisection = new NoisyBisection(1, 20, openChance(1, 0));
      for (let look = 0; look < 3; look += 1) bisection.tell(20, measured(ratio));
      return bisection.threshold().none;
    });
    expect(near).toBeGreaterThan(1 / 21);
    expect(farAway).toBeGreaterThan(near);
    expect(farAway).toBeGreaterThan(0.7);
  });

  it('believes a side alone less than a measurement that is far on that side', () => {
    const chances = [{ over: true, logRatio: null }, measured(3)].map((answer) => {
      const bisection = new NoisyBisection(20, 20, openChance(1, 0));
      bisection.tell(20, answer);
      return bisection.threshold().none;
    });
    expect(chances[0]).toBeGreaterThan(chances[1] ?? 1);
    expect(chances[0]).toBeLessThan(0.5);
  });

  it('is not thrown by one stray measurement', () => {
    let asked = 0;
    const { bisection } = bisect(levels, (level) => measured((asked += 1) === 3 ? 4 : level / 12.5));
    expect(bisection.threshold().mode).toBe(13);
  });

  it('knows by its curve how often a level is over', () => {
    const { bisection } = bisect(levels, (level) => measured(level / 12.5));
    expect(bisection.overChance(2)).toBeLessThan(0.1);
    expect(bisection.overChance(20)).toBeGreaterThan(0.9);
  });

  it('asks a level again rather than settle for what was never seen to be over', () => {
    const seen = new Map<number, boolean>();
    const { bisection } = bisect(levels, (level) => {
      seen.set(level, level >= 7);
      return measured(level >= 7 ? 5 : 0.2);
    });
    expect(bisection.threshold().mode).toBe(7);
    expect([seen.get(6), seen.get(7)]).toEqual([false, true]);
  });

  it('finds one level of a thousand within the measurements of thirty', () => {
    const { bisection, asked } = bisect({ ...levels, top: 1_000 }, (level) => measured(level >= 613 ? 5 : 0.2));
    expect(bisection.threshold().mode).toBe(613);
    expect(asked.length).toBeLessThanOrEqual(30);
  });
});
