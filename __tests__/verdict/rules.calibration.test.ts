import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { judgeRuns, neededRuns, windowRuns, type HistoryWord } from '../../src/verdict/rules.ts';
import { flat } from '../stats/series.ts';

const trials = 1_500;

/** How many histories in 100 end in one of these words. Runs are log-normal, 5 % apart; the last ones may be worse. */
function share(words: readonly HistoryWord[], count: number, { likeness = 0, last = 0, worse = 1, metrics = 1 }: Trial = {}): number {
  const chance = openChance(7, count);
  let found = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const runs = flat(chance, count, 0.05, likeness).map((run, at) => Math.exp(run) * (at < count - last ? 1 : worse));
    if (words.includes(judgeRuns(runs, 0, metrics))) found += 1;
  }
  return (100 * found) / trials;
}

interface Trial {
  readonly likeness?: number;
  readonly last?: number;
  readonly worse?: number;
  readonly metrics?: number;
}

const regression: readonly HistoryWord[] = ['lasting', 'extreme'];

describe('runs in which nothing changes', () => {
  it('are called a regression in one of 100 at the most, with few runs before as with many', () => {
    expect(share(regression, neededRuns)).toBeLessThan(1);
    expect(share(regression, windowRuns)).toBeLessThan(1);
  });

  it('are seldom called one where neighbours are alike', () => {
    expect(share(regression, windowRuns, { likeness: 0.3 })).toBeLessThan(2);
  });

  it('are suspicious about twice in 100 where one metric is judged, and hardly more often in any of six', () => {
    expect(share(['suspicious'], windowRuns)).toBeLessThan(3);
    expect(6 * share(['suspicious'], windowRuns, { metrics: 6 })).toBeLessThan(3);
  });

  it('are never called extreme while their noise is normal', () => {
    expect(share(['extreme'], windowRuns)).toBe(0);
  });
});

describe('a step', () => {
  it('of four times the spread between runs is found by the third run', () => {
    expect(share([...regression, 'known'], windowRuns, { last: 3, worse: 1.2 })).toBeGreaterThan(90);
    expect(share([...regression, 'known'], neededRuns, { last: 3, worse: 1.2 })).toBeGreaterThan(80);
  });

  it('that triples is found at once', () => {
    expect(share(['extreme'], windowRuns, { last: 1, worse: 3 })).toBeGreaterThan(90);
  });

  it('of four times the spread is suspect at once', () => {
    expect(share(['suspicious', ...regression], windowRuns, { last: 1, worse: 1.2 })).toBeGreaterThan(80);
  });
});
