import { describe, expect, it } from 'vitest';
import { compareGroups, type GroupsVerdict } from '../../../src/verdict/groups/compare.ts';
import { twoGroups } from './sample-groups.ts';

type Sizes = readonly [before: number, after: number];

/** Whole comparisons of made-up runs, those after so much worse. */
function comparisons(count: number, sizes: Sizes, more: number, noise?: number): readonly GroupsVerdict[] {
  return Array.from({ length: count }, (_, seed) => compareGroups(...twoGroups(seed, sizes, more, noise), new Set()));
}

function percent(all: readonly GroupsVerdict[], kind: GroupsVerdict['word']['kind']): number {
  return (100 * all.filter(({ word }) => word.kind === kind).length) / all.length;
}

describe('of a hundred comparisons of two groups of runs', () => {
  it.each<readonly [sizes: Sizes, noise: number, count: number]>([
    [[6, 6], 1, 1_000],
    [[8, 8], 4, 500],
    [[20, 6], 4, 500],
  ])('of %j, at %d times the noise, at most one says a regression where nothing changed', (sizes, noise, count) => {
    // The standard error of a rate of 1 % in 500 is 0.4.
    expect(percent(comparisons(count, sizes, 0, noise), 'regression')).toBeLessThanOrEqual(1.5);
  });

  it('of 8 and 8, 85 pass where nothing changed, and none passes what got 10 % slower', () => {
    expect(percent(comparisons(200, [8, 8], 0), 'pass')).toBeGreaterThanOrEqual(85);
    expect(percent(comparisons(400, [8, 8], 0.1), 'pass')).toBe(0);
  });

  it.each([4, 5, 12])('of %d and as many, two at most pass what got 10 % slower, even at four times the noise', (runs) => {
    expect(percent(comparisons(300, [runs, runs], 0.1, 4), 'pass')).toBeLessThanOrEqual(2);
  });

  it('of 6 and 6, 80 find what got 5 % slower, and 99 what got 10 % slower', () => {
    expect(percent(comparisons(200, [6, 6], 0.05), 'regression')).toBeGreaterThanOrEqual(80);
    expect(percent(comparisons(200, [6, 6], 0.1), 'regression')).toBeGreaterThanOrEqual(99);
  });
});

describe('the smallest detectable change', () => {
  it.each<readonly [runs: number, noise: number]>([
    [6, 2],
    [12, 4],
  ])('of %d runs against as many, at %d times the noise, is found about four times in five', (runs, noise) => {
    const cpuOf = ({ comparisons: all }: GroupsVerdict): GroupsVerdict['comparisons'][number] | undefined =>
      all.find(({ metric }) => metric === 'cpu-per-operation');
    const said = comparisons(150, [runs, runs], 0, noise).map((one) => cpuOf(one)?.smallestDetectablePercent ?? 0);
    const usual = said.reduce((sum, each) => sum + each, 0) / said.length;
    const found = comparisons(300, [runs, runs], usual / 100, noise).filter((one) => cpuOf(one)?.kind === 'regression').length / 300;
    expect(found).toBeGreaterThan(0.68);
    expect(found).toBeLessThan(0.92);
  });
});

describe('the interval of a change', () => {
  it('holds the truth 95 times in a hundred', () => {
    const all = comparisons(600, [7, 7], 0.08).flatMap((one) => one.comparisons.filter(({ metric }) => metric === 'p95'));
    const holding = all.filter(({ intervalPercent }) => intervalPercent !== null && intervalPercent[0] <= 8 && 8 <= intervalPercent[1]);
    expect(holding.length / all.length).toBeGreaterThanOrEqual(0.935);
  });
});
