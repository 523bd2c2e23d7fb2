import { describe, expect, it } from 'vitest';
import { normalPoint } from '../../src/stats/normal.ts';
import {
  detectableAtOnce,
  detectableStep,
  extreme,
  judgeRuns,
  lasting,
  neededRuns,
  suspicious,
  usualBefore,
} from '../../src/verdict/rules.ts';
import { shaken } from './history/shaken.ts';

/** Forty runs around 100; one run in ten lies 3.45 above, in the rules' eyes. */
const usual = shaken(100, 40);

describe('runs that agree', () => {
  it('are this one and one of the two before, by half as much again as the noise', () => {
    expect(lasting([...usual, 106, 100, 106], 0)).toBe(true);
    expect(lasting([...usual, 100, 106, 106], 0)).toBe(true);
    expect(lasting([...usual, 106, 106, 100], 0)).toBe(false);
    expect(lasting([...usual, 105, 100, 105], 0)).toBe(false);
  });

  it('are all three, by the noise', () => {
    expect(lasting([...usual, 104, 104, 104], 0)).toBe(true);
    expect(lasting([...usual, 104, 103, 104], 0)).toBe(false);
  });

  it('are 3 % off at least, and off by the smallest effect', () => {
    const quiet = usual.map((run) => 100 + (run - 100) / 10);
    expect(lasting([...quiet, 102.9, 102.9, 102.9], 0)).toBe(false);
    expect(lasting([...quiet, 103.1, 103.1, 103.1], 0)).toBe(true);
    expect(lasting([...quiet, 103.1, 103.1, 103.1], 4)).toBe(false);
  });

  it('are seen from a metric that never moved', () => {
    const never = usual.map(() => 0);
    expect(lasting([...never, 1, 0, 1], 0.5)).toBe(true);
    expect(lasting([...never, 1, 0, 1], 2)).toBe(false);
    expect(lasting([...never, 0, 0, 0], 0)).toBe(false);
  });
});

describe('an effect that no noise explains', () => {
  it('is 10 % off and eight noises', () => {
    expect(extreme([...usual, 130], 0)).toBe(true);
    expect(extreme([...usual, 125], 0)).toBe(false);
    expect(extreme([...usual, 130], 40)).toBe(false);
    const quiet = usual.map((run) => 100 + (run - 100) / 100);
    expect(extreme([...quiet, 109], 0)).toBe(false);
    expect(extreme([...quiet, 111], 0)).toBe(true);
  });

  it('is none where noise came an eighth as far once', () => {
    expect(extreme([...shaken(100, 20), 110, ...usual, 175], 0)).toBe(false);
    expect(extreme([...shaken(100, 20), 110, ...usual, 185], 0)).toBe(true);
  });

  it('is none where there is no level to compare with', () => {
    expect(extreme([...usual.map(() => 0), 5], 0)).toBe(false);
  });
});

describe('a suspicious run', () => {
  it('is off by seven quarters of the noise, 2 % and the smallest effect', () => {
    expect(suspicious([...usual, 107], 0, 1)).toBe(true);
    expect(suspicious([...usual, 105.5], 0, 1)).toBe(false);
    expect(suspicious([...usual, 107], 8, 1)).toBe(false);
    const quiet = usual.map((run) => 100 + (run - 100) / 100);
    expect(suspicious([...quiet, 101.9], 0, 1)).toBe(false);
    expect(suspicious([...quiet, 102.1], 0, 1)).toBe(true);
  });

  it('must lie further off where many metrics are judged together', () => {
    expect(suspicious([...usual, 110], 0, 1)).toBe(true);
    expect(suspicious([...usual, 110], 0, 6)).toBe(false);
    expect(suspicious([...usual, 112], 0, 6)).toBe(true);
  });
});

describe('a history', () => {
  const word = (...last: readonly number[]): string => judgeRuns([...usual, ...last], 0, 1);

  it('is judged by what is worst', () => {
    expect(word(101)).toBe('usual');
    expect(word(107)).toBe('suspicious');
    expect(word(107, 107)).toBe('lasting');
    expect(word(140)).toBe('extreme');
    expect(word(96, 96, 96)).toBe('improved');
  });

  it('alarms once for a step that is let in, and again for what is worse still', () => {
    expect(word(140, 140)).toBe('known');
    expect(word(107, 107, 108)).toBe('known');
    expect(word(107, 107, 140)).toBe('lasting');
    expect(word(140, 200)).toBe('lasting');
  });

  it('has got used to a step after a dozen runs, and sees the next one', () => {
    expect(word(...shaken(140, 12))).toBe('usual');
    expect(judgeRuns([...usual, ...shaken(140, 12), 190], 0, 1)).toBe('suspicious');
  });

  it('is judged from the first run on that has enough before it', () => {
    const young = shaken(100, neededRuns - 1);
    expect(judgeRuns([...young, 200], 0, 1)).toBe('extreme');
  });
});

it('the smallest step that would have been seen is two noises, 3 % or the smallest effect', () => {
  const seen = (runs: readonly number[], least: number): number => detectableStep(usualBefore([...runs, 100], 1), least);
  expect(seen(usual, 0)).toBeCloseTo(6.9, 10);
  expect(seen(usual, 20)).toBe(20);
  expect(
    seen(
      usual.map(() => 100),
      0,
    ),
  ).toBe(3);
});

describe('the smallest worsening of one run that is mostly seen at once', () => {
  const { level, noise } = usualBefore([...usual, 100], 1);
  /** Of runs that stray as far as one in ten does by the noise, how many are suspicious with so much added. */
  const share = (added: number, metrics: number): number => {
    const runs = Array.from({ length: 199 }, (_, at) => level + (noise / normalPoint(0.1)) * normalPoint((at + 1) / 200) + added);
    return runs.filter((run) => suspicious([...usual, run], 0, metrics)).length / runs.length;
  };

  it.each([1, 3, 6])('is so four times in five, with %d metrics judged together', (metrics) => {
    expect(share(detectableAtOnce(usualBefore([...usual, 100], 1), 0, metrics), metrics)).toBeCloseTo(0.8, 1);
  });

  it('is 2 % or the smallest effect where nothing strays', () => {
    const calm = { level: 100, recent: 12, noise: 0, furthest: 0 };
    expect([detectableAtOnce(calm, 0, 3), detectableAtOnce(calm, 5, 3)]).toEqual([2, 5]);
  });
});
