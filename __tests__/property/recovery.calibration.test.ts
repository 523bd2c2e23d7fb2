import { describe, expect, it } from 'vitest';
import type { Window } from '../../src/model/observation.ts';
import { judgeOrdeal } from '../../src/property/constraints.ts';
import { loadOf, ordealOf } from './an-ordeal.ts';
import { chance, noise } from './model-service.ts';

const limits = { errorsPercent: 50, withinPercent: 20, recoveryMs: 2_000 };
const runs = 1_000;

/** Windows whose p95 and rate go up and down by so much, around `factor` times what they were. */
function noisyWindows(count: number, sigma: number, factor: number, random: () => number): readonly Partial<Window>[] {
  return Array.from({ length: count }, () => {
    const latency = factor * noise(sigma, random);
    return { p50Ms: 5 * latency, p95Ms: 10 * latency, requests: Math.round(100 / latency) };
  });
}

/** The share of ordeals that break, when the service afterwards is `factor` times as slow as before. */
function brokenShare(sigma: number, factor: number, seed: number): number {
  const random = chance(seed);
  const broken = Array.from({ length: runs }, () => {
    const before = loadOf(noisyWindows(10, sigma, 1, random));
    const trial = loadOf(noisyWindows(22, sigma, factor, random));
    return judgeOrdeal(ordealOf({ before, after: { trial, beganMs: 0 } }), limits).kind === 'broken';
  });
  return broken.filter(Boolean).length / runs;
}

describe('recovery in noise', () => {
  it.each([0, 0.1, 0.25])('accuses a service that is back in less than one of a thousand ordeals, at noise %f', (sigma) => {
    expect(brokenShare(sigma, 1, 11)).toBeLessThan(0.001);
  });

  it.each([
    [0.05, 1.5],
    [0.1, 2],
    [0.25, 4],
  ])('finds one that is not in nine of ten: noise %f, %f times as slow', (sigma, factor) => {
    expect(brokenShare(sigma, factor, 12)).toBeGreaterThan(0.9);
  });
});
