import { describe, expect, it } from 'vitest';
import { openChance } from '../../../src/stats/chance.ts';
import { demandedEffect } from '../../../src/verdict/history/demanded-effect.ts';
import { judgeRuns, windowRuns } from '../../../src/verdict/rules.ts';
import { flat } from '../../stats/series.ts';

const metrics = {
  usual: [
    { name: 'p95', unit: 'ms' },
    { name: 'mean', unit: 'ms' },
    { name: 'throughput', unit: '/s' },
    { name: 'cpu-per-operation', unit: 'ms' },
    { name: 'rss', unit: 'bytes' },
    { name: 'errors', unit: '%' },
  ],
  ofScaling: [
    { name: 'scaling-throughput', unit: '/s' },
    { name: 'scaling-p95', unit: 'ms' },
  ],
} as const;

/** How many of 100 runs, each with its own noise in each metric, have one of these metrics called worse; the last three may be worse indeed. */
function alarms(of: readonly { readonly name: string; readonly unit: string }[], seed: number, trials: number, worse = 1): number {
  const chance = openChance(seed, 0);
  let found = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const sigma = 0.03 + 0.05 * chance.unit();
    const words = of.map((metric) => {
      const runs = flat(chance, windowRuns, sigma, 0.3).map((run, at) => 1e3 * Math.exp(run) * (at < windowRuns - 3 ? 1 : worse));
      return judgeRuns(runs, demandedEffect(metric, runs), 8);
    });
    if (words.some((word) => word === 'lasting' || word === 'extreme' || word === 'known')) found += 1;
  }
  return (100 * found) / trials;
}

describe('numbers of visits to several numbers of users', () => {
  it('bring hardly an alarm more to runs in which nothing changes', () => {
    const [usual, ofScaling] = [alarms(metrics.usual, 11, 400), alarms(metrics.ofScaling, 12, 2_000)];
    expect(usual).toBeGreaterThan(0);
    expect(ofScaling).toBeLessThanOrEqual(0.2);
    expect(ofScaling).toBeLessThan(usual / 10);
  });

  it('are still found to be worse by a third in three runs of four', () => {
    expect(alarms(metrics.ofScaling, 13, 200, 1.35)).toBeGreaterThan(75);
  });
});
