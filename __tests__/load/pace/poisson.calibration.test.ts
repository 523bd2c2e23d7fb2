import { describe, expect, it } from 'vitest';
import { openPace } from '../../../src/load/pace/open.ts';

const ratePerSecond = 2_000;
const durationMs = 50_000;
const seeds = [1, 2, 3, 20_261_121, 2 ** 32 - 1];

function schedule(seed: number): readonly number[] {
  const pace = openPace({ pattern: 'poisson', ratePerSecond }, durationMs, seed);
  const moments: number[] = [];
  for (let atMs = pace.next(); atMs < Number.POSITIVE_INFINITY; atMs = pace.next()) moments.push(atMs);
  return moments;
}

describe.each(seeds)('Poisson arrivals of seed %i', (seed) => {
  const moments = schedule(seed);

  it('have counts whose mean and variance are both the rate', () => {
    const counts = Array.from({ length: 5_000 }, () => 0);
    for (const moment of moments) counts[Math.floor(moment / 10)] = (counts[Math.floor(moment / 10)] ?? 0) + 1;
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    // Four standard errors: of the mean √(λ/n), of the dispersion √(2/n).
    expect(Math.abs(mean - 20)).toBeLessThan(4 * Math.sqrt(20 / counts.length));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt(2 / counts.length));
  });

  it('have exponential gaps, by Kolmogorov and Smirnov at 0.1 %', () => {
    const gaps = moments.map((moment, at) => moment - (moments[at - 1] ?? 0)).sort((a, b) => a - b);
    const distance = Math.max(
      ...[...gaps.entries()].map(([at, gap]) => {
        const truth = 1 - Math.exp((-gap * ratePerSecond) / 1_000);
        return Math.max(truth - at / gaps.length, (at + 1) / gaps.length - truth);
      }),
    );
    expect(distance * Math.sqrt(gaps.length)).toBeLessThan(1.95);
  });

  it('have gaps that know nothing of the one before', () => {
    const gaps = moments.map((moment, at) => moment - (moments[at - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const together = gaps.slice(1).reduce((sum, gap, at) => sum + (gap - mean) * ((gaps[at] ?? mean) - mean), 0) / gaps.length;
    expect(Math.abs(together / mean ** 2)).toBeLessThan(4 / Math.sqrt(gaps.length));
  });
});

it('differ from seed to seed', () => {
  expect(new Set(seeds.map((seed) => schedule(seed)[0])).size).toBe(seeds.length);
});
