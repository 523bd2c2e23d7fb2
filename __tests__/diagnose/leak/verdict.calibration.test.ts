import { describe, expect, it } from 'vitest';
import { openChance } from '../../../src/stats/chance.ts';
import { healthy, leaking } from './services.ts';
import { endure, type Simulated, type Told } from './simulated.ts';

const runs = 8;

function manyTimes(simulated: Simulated, seed: number): readonly Told[] {
  return Array.from({ length: runs }, (_, run) => endure(simulated, openChance(seed, run)));
}

function kindOf({ findings }: Told): string | undefined {
  return findings.find(({ id }) => id === 'leak.memory')?.kind;
}

describe('a healthy service', () => {
  it.each(Object.entries(healthy))('that is one of: %s, is never said to leak', (_, memory) => {
    const kinds = manyTimes({ memory }, 20_281).map(kindOf);
    expect(kinds).not.toContain('broken');
    expect(kinds.filter((kind) => kind === 'held').length).toBeGreaterThanOrEqual(runs - 1);
  });

  it.each(Object.entries(healthy))('on a machine a quarter as fast, one of: %s, is not said to leak either', (_, memory) => {
    expect(manyTimes({ memory, perMs: 2 }, 20_282).map(kindOf)).not.toContain('broken');
  });
});

describe('a leaking service', () => {
  it.each(Object.entries(leaking))('that loses %s is found within seconds, by both processes', (_, [memory]) => {
    const told = manyTimes({ memory }, 20_283);
    expect(told.filter((one) => kindOf(one) === 'broken').length).toBeGreaterThanOrEqual(runs - 1);
    const took = told.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
    expect(took[runs / 2]).toBeLessThan(16_000);
  });

  it('is known to within a tenth, and its interval holds the truth 95 times in 100', () => {
    let [held, all, near] = [0, 0, 0];
    for (const [name, [memory, truth]] of Object.entries(leaking)) {
      if (truth === null || name.includes('in a hundred')) continue;
      for (const { findings } of manyTimes({ memory }, 20_284)) {
        const finding = findings.find(({ id }) => id === 'leak.memory');
        if (finding?.kind !== 'broken' || finding.measured === null || finding.interval === undefined) continue;
        const [low, high] = finding.interval;
        all += 1;
        if (low <= truth && truth <= high) held += 1;
        if (Math.abs(finding.measured / truth - 1) <= 0.1) near += 1;
      }
    }
    expect(all).toBeGreaterThan(50);
    expect(near).toBe(all);
    // Compilation and closing connections make the intervals wider than they need be.
    expect(held / all).toBeGreaterThan(0.93);
  });
});

describe('resident memory alone', () => {
  const by = 'rss' as const;
  it('raises no false alarm, and finds what leaks', () => {
    for (const memory of Object.values(healthy))
      expect(kindOf(endure({ memory, by }, openChance(20_285, 0), 20_000, 60_000))).not.toBe('broken');
    for (const [memory] of Object.values(leaking))
      expect(kindOf(endure({ memory, by }, openChance(20_286, 0), 20_000, 60_000))).toBe('broken');
  });
});
