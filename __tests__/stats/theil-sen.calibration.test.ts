import { describe, expect, it } from 'vitest';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { theilSen } from '../../src/stats/theil-sen.ts';

const trials = 4_000;

/** How often the interval holds the true slope of 20 points with errors drawn from `draw`. */
function coverage(seed: number, draw: (chance: Chance) => number): number {
  const chance = openChance(seed, 0);
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const told = theilSen(Array.from({ length: 20 }, (_, x) => ({ x, y: 5 * x + draw(chance) })));
    if (told !== null && told.low <= 5 && told.high >= 5) held += 1;
  }
  return held / trials;
}

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());

describe('the interval of the Theil–Sen slope', () => {
  it.each([
    ['normal', normal],
    ['even', (chance: Chance): number => chance.unit()],
    ['of heavy tails', (chance: Chance): number => Math.tan(Math.PI * (chance.unit() - 0.5))],
    ['skewed', (chance: Chance): number => -Math.log(1 - chance.unit())],
  ])('holds the truth 95 times in 100 where errors are %s', (_, draw) => {
    // Three standard errors of 4 000 trials are 1 %; with ranks of whole pairs the interval is a little wide.
    const share = coverage(20_271, draw);
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.975);
  });
});
