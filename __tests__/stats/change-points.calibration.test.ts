import { describe, expect, it } from 'vitest';
import { changePoints, type ChangePoint } from '../../src/stats/change-points.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { around, flat, withBurst } from './series.ts';

const runs = 60;

/** How many series in 100 the found changes are as asked. */
function share(trials: number, make: (chance: Chance) => readonly number[], asked: (found: readonly ChangePoint[]) => boolean): number {
  const chance = openChance(17, trials);
  let held = 0;
  for (let trial = 0; trial < trials; trial += 1) if (asked(changePoints(make(chance), 0))) held += 1;
  return (100 * held) / trials;
}

const any = (found: readonly ChangePoint[]): boolean => found.length > 0;
/** One change, at most two runs off. */
const near =
  (at: number) =>
  (found: readonly ChangePoint[]): boolean =>
    found.length === 1 && found.every((change) => Math.abs(change.at - at) <= 2);

describe('60 runs in which nothing changes', () => {
  it.each<readonly [string, (chance: Chance) => readonly number[]]>([
    ['whose neighbours are as alike as 0.3', (chance) => flat(chance, runs, 1)],
    ['with bursts of four', (chance) => withBurst(chance, flat(chance, runs, 0.1, 0), 4, 3)],
    ['that go to and fro between two values', (chance) => Array.from({ length: runs }, () => (chance.unit() < 0.5 ? 1 : 2))],
    ['with tails without end', (chance) => flat(chance, runs, 1, 0).map((value) => value / (2 * chance.unit() - 1))],
  ])('%s have a change in two of 100 at the most', (_, make) => {
    expect(share(600, make, any)).toBeLessThanOrEqual(2);
  });
});

describe('a step', () => {
  const stepped = (percent: number, back: number) => (chance: Chance) =>
    around(flat(chance, runs, 0.05), (_, index) => (index < runs - back ? 1 : 1 + percent / 100));

  it('of four times the noise is found when it is six runs old', () => {
    expect(share(150, stepped(22, 6), near(runs - 6))).toBeGreaterThan(85);
  });

  it('of three times the noise is found when it is ten runs old, for better as for worse', () => {
    expect(share(150, stepped(16, 10), near(runs - 10))).toBeGreaterThan(85);
    expect(share(150, stepped(-14, 10), near(runs - 10))).toBeGreaterThan(85);
  });
});
