import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { wilson } from '../../src/stats/wilson.ts';

describe('the 95 % Wilson interval', () => {
  it.each([0.02, 0.05, 0.3])('holds a true share of %d in 95 % of samples of 200', (truth) => {
    const chance = openChance(20_261, 0);
    let held = 0;
    for (let sample = 0; sample < 4_000; sample += 1) {
      let hits = 0;
      for (let trial = 0; trial < 200; trial += 1) if (chance.unit() < truth) hits += 1;
      const [low, high] = wilson(hits, 200);
      if (low <= truth && truth <= high) held += 1;
    }
    // The binomial is discrete, so coverage swings around 95 % (Brown, Cai & DasGupta 2001, figure 11).
    expect(held / 4_000).toBeGreaterThan(0.925);
    expect(held / 4_000).toBeLessThan(0.98);
  });
});
