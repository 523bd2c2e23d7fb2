import { describe, expect, it } from 'vitest';
import { isWarm } from '../../src/load/warm-up.ts';
import { openChance } from '../../src/stats/chance.ts';
import { around, flat } from '../stats/series.ts';

const longest = 60;

/** How many blocks each of 1 000 warm-ups took, shortest first; `level` is what a block takes, as a ratio. */
function warmUps(sigma: number, level: (block: number) => number): readonly number[] {
  const chance = openChance(20_266, 0);
  return Array.from({ length: 1_000 }, () => {
    const series = around(flat(chance, longest, sigma, 0.2), (_, index) => level(index));
    const blocks = series.map((value) => ({ requests: 100, p50Ms: Math.exp(value) }));
    const taken = blocks.findIndex((_, index) => isWarm(blocks.slice(0, index + 1)));
    return taken < 0 ? longest : taken + 1;
  }).toSorted((a, b) => a - b);
}

const at = (taken: readonly number[], share: number): number => taken[Math.floor((taken.length - 1) * share)] ?? Number.NaN;
const shareWithin = (taken: readonly number[], blocks: number): number => taken.filter((count) => count <= blocks).length / taken.length;

describe('a warm-up', () => {
  it.each([
    [0.02, 5, 5],
    [0.05, 5, 9],
    [0.1, 7, 13],
  ])('of a service that is steady from the start, at noise %d, takes %i blocks, and seldom more than %i', (sigma, median, most) => {
    const taken = warmUps(sigma, () => 1);
    expect(at(taken, 0.5)).toBeLessThanOrEqual(median);
    expect(at(taken, 0.95)).toBeLessThanOrEqual(most);
  });

  it.each([
    [0.05, 0.02, 0.01],
    [0.05, 0.05, 0.12],
    [0.1, 0.05, 0.01],
    [0.1, 0.1, 0.05],
    [0.2, 0.1, 0.01],
  ])('of a service that becomes faster by %d a block, at noise %d, ends too early in at most %d of all cases', (fall, sigma, most) => {
    const taken = warmUps(sigma, (block) => Math.exp(-fall * Math.min(block, 12)));
    expect(shareWithin(taken, 12)).toBeLessThanOrEqual(most);
    expect(at(taken, 0.95)).toBeLessThanOrEqual(28);
  });

  it.each([
    [2, 2, 0.05, 0.02],
    [2, 5, 0.05, 0.1],
    [3, 5, 0.05, 0.1],
    [4, 8, 0.02, 0.2],
  ])('that begins at %d times the time and vanishes over %d blocks, at noise %d, leaves at most %d', (first, over, sigma, most) => {
    const level = (block: number): number => 1 + (first - 1) * Math.exp(-block / over);
    // The shortest warm-ups leave most.
    expect(level(at(warmUps(sigma, level), 0.05) - 1) - 1).toBeLessThanOrEqual(most);
  });
});
