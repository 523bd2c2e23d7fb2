import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { overdispersion, shareDifference } from '../../src/stats/share-difference.ts';

describe('shareDifference', () => {
  it('is the interval of the published example', () => {
    // Newcombe 1998, table II: 56/70 − 48/80.
    const { change, interval } = shareDifference({ hits: 48, trials: 80 }, { hits: 56, trials: 70 }) ?? { change: 0, interval: [0, 0] };
    expect(change).toBeCloseTo(0.2, 10);
    expect(interval[0]).toBeCloseTo(0.0524, 4);
    expect(interval[1]).toBeCloseTo(0.3339, 4);
  });

  it('turns round with its sides, knows nothing without trials, and widens with what fails together', () => {
    const [few, many] = [
      { hits: 2, trials: 100 },
      { hits: 20, trials: 200 },
    ];
    const [there, back] = [shareDifference(few, many), shareDifference(many, few)];
    expect(back?.interval[0]).toBeCloseTo(-(there?.interval[1] ?? 0), 12);
    expect(shareDifference({ hits: 0, trials: 0 }, many)).toBeNull();
    const together = shareDifference(few, many, 4);
    expect(together?.change).toBe(there?.change);
    expect(together?.interval[0]).toBeLessThan(there?.interval[0] ?? 0);
    expect(together?.interval[1]).toBeGreaterThan(there?.interval[1] ?? 0);
  });
});

describe('overdispersion', () => {
  it('is near one for independent trials, and large where all of a group fail', () => {
    const chance = openChance(4, 0);
    const groups = Array.from({ length: 40 }, () => ({
      trials: 200,
      hits: Array.from({ length: 200 }, () => chance.unit()).filter((u) => u < 0.1).length,
    }));
    expect(overdispersion(groups)).toBeLessThan(1.8);
    expect(overdispersion([...groups, { trials: 200, hits: 200 }])).toBeGreaterThan(20);
    expect(overdispersion([{ trials: 10, hits: 0 }])).toBe(1);
    expect(overdispersion([])).toBe(1);
  });
});
