import { describe, expect, it } from 'vitest';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { extreme, lasting, neededRuns, suspicious, windowRuns } from '../../src/verdict/rules.ts';

const trials = 20_000;

/** Log-normal runs around 10, 5 % apart: no step, no drift, every order equally likely. */
function exchangeable(chance: Chance, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
    return 10 * Math.exp(0.05 * normal);
  });
}

/** How often a rule raises an alarm on histories of this length. */
function alarms(count: number, rule: (runs: readonly number[]) => boolean): number {
  const chance = openChance(7, count);
  let found = 0;
  for (let trial = 0; trial < trials; trial += 1) if (rule(exchangeable(chance, count))) found += 1;
  return found / trials;
}

describe('three runs that agree', () => {
  it('are the three worst of 23 exchangeable runs once in C(23, 3) times', () => {
    // 3!·20!/23!, within four standard deviations of 20 000 trials. Noise of 5 % makes the 3 % on top all but sure.
    const expected = 1 / 1_771;
    const found = alarms(neededRuns, (runs) => lasting(runs, 0));
    expect(found).toBeLessThan(expected + 4 * Math.sqrt(expected / trials));
    expect(found).toBeGreaterThan(0);
  });

  it('find a step of four times the noise three runs later in most histories', () => {
    const stepped = (runs: readonly number[]): readonly number[] => runs.map((run, at) => (at < 20 ? run : run * 1.2));
    expect(alarms(neededRuns, (runs) => lasting(stepped(runs), 0))).toBeGreaterThan(0.8);
  });
});

describe('one run', () => {
  it('is never an effect no noise explains while the noise is log-normal', () => {
    expect(alarms(windowRuns, (runs) => extreme(runs, 0))).toBe(0);
  });

  it('is such an effect when it doubles', () => {
    expect(alarms(neededRuns, (runs) => extreme([...runs.slice(0, -1), 20], 0))).toBeGreaterThan(0.999);
  });

  it('is suspicious about 4 times in 60 where one metric is judged, and seldom where ten are', () => {
    const expected = 4 / 60;
    const alone = alarms(windowRuns, (runs) => suspicious(runs, 0, 1));
    expect(Math.abs(alone - expected)).toBeLessThan(4 * Math.sqrt(expected / trials));
    expect(10 * alarms(windowRuns, (runs) => suspicious(runs, 0, 10))).toBeLessThan(0.1);
  });
});
