import { describe, expect, it } from 'vitest';
import type { ClosedScenario } from '../../src/model/scenario.ts';
import { logRatioOf } from '../../src/property/log-ratio.ts';
import { judgeStability } from '../../src/property/stability.ts';
import { trialOf, type Facts } from './model-service.ts';

const limits = { p95Ms: 500, meanMs: 500, errorsPercent: 5 };
const scenario: ClosedScenario = {
  model: 'closed',
  users: 3,
  mix: { list: 1 },
  thinkMs: 0,
  keys: 1,
  durationMs: 1_000,
  warmupMs: 0,
  seed: 1,
};
const ratioOf = (facts: Facts, of: typeof limits = limits): number | null => logRatioOf(trialOf(scenario, facts), of);

describe('the distance from the limits', () => {
  it('is the logarithm of the worst share, by the ends that are judged', () => {
    expect(ratioOf({ p95Ms: 250 })).toBeCloseTo(Math.log(0.5));
    expect(ratioOf({ p95Ms: 1_000 })).toBeCloseTo(Math.log(2));
    expect(ratioOf({ p95Ms: 600, p95Low: 450 })).toBeCloseTo(Math.log(0.9));
    expect(ratioOf({ p95Ms: 100 }, { ...limits, meanMs: 25 })).toBeCloseTo(Math.log(2));
    expect(ratioOf({ p95Ms: 100, requests: 10 })).toBeCloseTo(Math.log(0.2));
  });

  it('counts errors by the lower end of their share', () => {
    // 120 of 1 000: 12 %, at least 10.1 %.
    expect(ratioOf({ p95Ms: 100, errors: 120 })).toBeCloseTo(Math.log(10.13 / 5), 2);
    expect(ratioOf({ p95Ms: 100, errors: 1 }, { ...limits, errorsPercent: 0 })).toBe(Number.POSITIVE_INFINITY);
    expect(ratioOf({ p95Ms: 100 }, { ...limits, errorsPercent: 0 })).toBeCloseTo(Math.log(0.2));
  });

  it('is not known of what was not answered, was cut short, or has our own trouble in it', () => {
    expect(ratioOf({ p95Ms: 100, requests: 0 })).toBeNull();
    expect(ratioOf({ p95Ms: 100, ended: 'stopped' })).toBeNull();
    expect(ratioOf({ p95Ms: 100, spoiled: { kind: 'spoiled', sentence: 'late' } })).toBeNull();
  });

  it.each([
    { p95Ms: 499 },
    { p95Ms: 501 },
    { p95Ms: 520, p95Low: 480 },
    { p95Ms: 700, p95Low: 510 },
    { p95Ms: 100, errors: 60 },
    { p95Ms: 100, errors: 90 },
  ])('is above 0 just where the property broke: %j', (facts) => {
    const { kind } = judgeStability(trialOf(scenario, facts), limits);
    expect((ratioOf(facts) ?? 0) > 0).toBe(kind === 'broken');
  });
});
