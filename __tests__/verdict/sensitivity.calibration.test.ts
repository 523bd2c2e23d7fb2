import { describe, expect, it } from 'vitest';

import { openChance, type Chance } from '../../src/stats/chance.ts';
import { comparePaired } from '../../src/verdict/paired/compare.ts';
import { sense } from '../../src/verdict/sensitivity.ts';
import { ms, paired, pairsOf, type Sample } from './paired/sample-pairs.ts';

const budgetFor = (pairs: number): number => pairs;
const noises: Readonly<Record<string, number>> = { 'cpu-per-operation': 0.02, p50: 0.03, p95: 0.05 };

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());

/** Pairs of a service, the second of which is so much worse in its CPU time. */
function measure(count: number, worse: number, chance: Chance): readonly Sample[] {
  return Object.entries(noises).map(([name, spread]) => {
    const by = name === 'cpu-per-operation' ? Math.log1p(worse) : 0;
    return ms(
      name,
      20,
      Array.from({ length: count }, () => Math.expm1(by + spread * normal(chance))),
    );
  });
}

describe('what two copies of the same code tell of a machine', () => {
  it('is that they are told apart in at most two of a hundred examinations where nothing tells them apart', () => {
    const chance = openChance(11, 1);
    const trials = 400;
    const apart = Array.from({ length: trials }, () => sense(pairsOf(measure(16, 0, chance)), { affordablePairs: 16, budgetFor })).filter(
      ({ doubts }) => doubts.includes('told-apart'),
    );
    // Both ways together the gate errs with 2 %; three standard errors more.
    expect(apart.length / trials).toBeLessThan(0.02 + 3 * Math.sqrt((0.02 * 0.98) / trials));
  });

  it('is in how many pairs a worsening of 5 % is seen, four times in five', () => {
    const chance = openChance(12, 1);
    const trials = 300;
    const seen = Array.from({ length: trials }, () => {
      const [cpu] = sense(pairsOf(measure(20, 0, chance)), { affordablePairs: 20, budgetFor }).metrics;
      const needed = cpu?.needed.find(({ percent }) => percent === 5);
      if (needed?.kind !== 'pairs') throw new Error('5 % of so quiet a number can be seen');
      const judged = comparePaired(paired(pairsOf(measure(needed.pairs, 0.05, chance)), { planned: needed.pairs }));
      return judged.comparisons.find(({ metric }) => metric === 'cpu-per-operation')?.kind === 'regression';
    }).filter(Boolean);
    // It is reckoned from a noise that is known to a sixth only.
    expect(seen.length / trials).toBeGreaterThan(0.8);
  });
});
