import { describe, expect, it } from 'vitest';

import { smallestDifferencePercent } from '../../../src/diagnose/fitness/noise.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { aCheckup, round } from './a-checkup.ts';

const trials = 4_000;

describe('the smallest difference that can be seen', () => {
  it.each([0.002, 0.02, 0.1])('encloses 95 %% of what two runs differ by on a machine whose rounds vary by a factor of e^±%d', (sigma) => {
    const chance = openChance(20, Math.round(sigma * 1_000));
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
    const runMs = (): number => 5 * Math.exp(sigma * normal());
    let inside = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const rounds = Array.from({ length: 5 }, () => round({ work: { blocksMs: [runMs()], runQueueShare: null } }));
      const percent = smallestDifferencePercent(aCheckup({ rounds }));
      const [before, after] = [runMs(), runMs()];
      if (100 * (Math.max(before, after) / Math.min(before, after) - 1) < percent) inside += 1;
    }
    // Three standard errors of a share of 95 % over so many trials.
    expect(Math.abs(inside / trials - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / trials));
  });
});
