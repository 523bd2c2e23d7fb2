import { describe, expect, it } from 'vitest';
import { findSteadiness } from '../../src/diagnose/steadiness.ts';
import { summariseWarmup } from '../../src/diagnose/summary.ts';
import type { Observation } from '../../src/model/observation.ts';
import { openChance } from '../../src/stats/chance.ts';
import { observe } from '../report/healthy-run.ts';
import { flat, withBurst } from '../stats/series.ts';

/** Noise of 2 % without chance. */
const ripple = (index: number): number => [1.02, 0.99, 1, 1.01, 0.98][(index * 3) % 5] ?? 1;

/** A load whose 20 windows have these medians. */
function observed(p50Ms: (index: number) => number | null, part: Partial<Observation> = {}, durationMs: number = 10_000): Observation {
  const windows = Array.from({ length: 20 }, (_, index) => ({
    startMs: (index * durationMs) / 20,
    durationMs: durationMs / 20,
    requests: 100,
    errors: 0,
    p50Ms: p50Ms(index),
    p95Ms: 30,
  }));
  return { ...observe(1), durationMs, windows, ...part };
}

const step = (from: number, to: number) => (index: number) => ripple(index) * (index < 12 ? from : to);
const trouble = { kind: 'spoiled', sentence: 'Another job used half of this runner.' } as const;

describe('findSteadiness', () => {
  it('holds for medians that stay close, and says from when on', () => {
    expect(
      findSteadiness(
        observed((index) => 9 * ripple(index)),
        null,
      ),
    ).toEqual({
      id: 'steadiness',
      kind: 'held',
      sentence: 'Steady after 1.5 s of warm-up: the median of 20 windows stayed within ±2 %',
      measured: null,
      limit: null,
      unit: '%',
      evidence: [
        expect.stringMatching(/^windows of 500 ms: 9\.18 ms, 9\.09 ms, /),
        expect.stringMatching(/^warm-up, blocks of 250 ms: 22 ms, /),
      ],
    });
  });

  it('says when the warm-up had not found it steady, or had not looked', () => {
    const warmup = { durationMs: 5_000, blockMs: 250, p50sMs: [9], steady: false };
    const late = findSteadiness(observed(ripple, { warmup }), null);
    expect(late.sentence).toMatch(/^Steady, though not before 5 s of warm-up were over: /);
    expect(late.evidence.at(-1)).toBe('the warm-up ended after 5 s without a steady state');
    expect(findSteadiness(observed(ripple, { warmup: { ...warmup, steady: null } }), null).sentence).toMatch(/^Steady: the median/);
  });

  it('stands a burst in the middle', () => {
    const burst = findSteadiness(
      observed((index) => ripple(index) * (index >= 8 && index < 11 ? 25 : 9)),
      null,
    );
    expect(burst.kind).toBe('held');
    expect(burst.sentence).toMatch(/: no lasting change, and nine in ten of 20 windows had a median within ±/);
  });

  it('breaks for a step, with where it came', () => {
    const found = findSteadiness(observed(step(4, 6)), null);
    expect(found).toMatchObject({
      kind: 'broken',
      sentence: 'No steady state: the median rose by 49 % over 10 s, from 4 ms to 5.97 ms',
      limit: 10,
      unit: '%',
    });
    expect(found.measured).toBeCloseTo(49.2, 0);
    expect(found.evidence[0]).toBe('the change came 6 s into the measured time');
  });

  it('breaks for a drift, up or down', () => {
    const up = findSteadiness(
      observed((index) => ripple(index) * (10 + index / 2)),
      null,
    );
    expect(up).toMatchObject({ kind: 'broken', sentence: expect.stringMatching(/^No steady state: the median rose by/) });
    expect(up.evidence[0]).toBe('the change came little by little');
    const down = findSteadiness(
      observed((index) => ripple(index) * (20 - index / 2)),
      null,
    );
    expect(down).toMatchObject({ kind: 'broken', sentence: expect.stringMatching(/^No steady state: the median fell by/) });
    expect(down.measured).toBeLessThan(-30);
    expect(down.evidence[0]).toBe('the change came little by little: it was still becoming faster');
  });

  it('breaks for a service that goes to and fro', () => {
    expect(
      findSteadiness(
        observed((index) => ripple(index) * (index % 10 < 5 ? 10 : 15), {}, 24_000),
        null,
      ),
    ).toMatchObject({
      kind: 'broken',
      sentence: 'No steady state: the median went to and fro between 10 ms and 15 ms over 24 s',
    });
  });

  it('holds where the change is nothing to anybody', () => {
    expect(findSteadiness(observed(step(2, 2.6)), null)).toMatchObject({
      kind: 'held',
      measured: null,
      sentence: expect.stringMatching(/^The median rose by 29 % over 10 s, .*, which is only 587 µs$/),
    });
    expect(findSteadiness(observed(step(200, 212)), null).kind).toBe('held');
  });

  it('cannot tell a change from a burst in a short time', () => {
    const short = findSteadiness(observed(step(10, 15), {}, 4_000), null);
    expect(short).toMatchObject({ kind: 'inconclusive', sentence: expect.stringMatching(/too short a time to tell it from a burst/) });
    expect(
      findSteadiness(
        observed((index) => 9 * ripple(index), {}, 4_000),
        null,
      ).kind,
    ).toBe('held');
  });

  it('cannot tell from few windows with answers, or from a load that was stopped', () => {
    const silent = findSteadiness(
      observed((index) => (index < 10 ? 9 : null)),
      null,
    );
    expect(silent).toMatchObject({
      kind: 'inconclusive',
      sentence: 'Whether the service was steady cannot be told: 10 windows had answers, and 15 are needed',
    });
    expect(silent.evidence).toContain('10 of 20 windows had no answer');
    expect(findSteadiness(observed(ripple, { windows: [] }), null).kind).toBe('inconclusive');
    expect(findSteadiness(observed(step(4, 6), { ended: 'stopped' }), null).kind).toBe('inconclusive');
  });

  it('never blames the service for trouble of our own', () => {
    expect(findSteadiness(observed(ripple), trouble)).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringMatching(/Another job/),
    });
    expect(findSteadiness(observed(step(4, 6)), trouble).kind).toBe('inconclusive');
    // Of 6 ms up to a third may be ours, and then nothing rose; of 12 ms it may be as much, and 8 are left.
    const bounded = { ...trouble, mostShare: 1 / 3 };
    expect(findSteadiness(observed(step(4, 6)), bounded)).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringMatching(/, but not surely by the service\. Another job/),
    });
    expect(findSteadiness(observed(step(4, 12)), bounded).kind).toBe('broken');
    expect(
      findSteadiness(
        observed((index) => 9 * ripple(index)),
        bounded,
      ).kind,
    ).toBe('held');
  });

  it('leaves out the remainder at the end', () => {
    const whole = observed((index) => 9 * ripple(index));
    const remainder = { startMs: 10_000, durationMs: 10, requests: 1, errors: 0, p50Ms: 900, p95Ms: null };
    expect(findSteadiness({ ...whole, windows: [...whole.windows, remainder] }, null).sentence).toMatch(/20 windows stayed within/);
  });
});

describe('on a noisy shared runner', () => {
  it('is not broken once in 1 000 healthy runs, one in four with a burst', () => {
    const chance = openChance(20_267, 0);
    const noises = [0.02, 0.03, 0.05, 0.08, 0.12];
    const found = { broken: 0, inconclusive: 0, held: 0 };
    for (let run = 0; run < 4_000; run += 1) {
      const noise = flat(chance, 20, noises[chance.below(noises.length)] ?? 0.05);
      const series = chance.unit() < 0.25 ? withBurst(chance, noise, 4, 2) : noise;
      // Seconds of measured time and milliseconds of a response as they come.
      const level = 1 + 99 * chance.unit();
      found[
        findSteadiness(
          observed((index) => level * Math.exp(series[index] ?? 0), {}, 4_000 + 26_000 * chance.unit()),
          null,
        ).kind
      ] += 1;
    }
    // 1 in 1 000, and two standard errors of 4 000 runs.
    expect(found.broken).toBeLessThanOrEqual(8);
    expect(found.held).toBeGreaterThanOrEqual(3_980);
  });
});

describe('summariseWarmup', () => {
  it('says what the warm-up came to', () => {
    expect(summariseWarmup(1_750, true)).toBe('steady after 1.75 s');
    expect(summariseWarmup(5_000, false)).toBe('no steady state within 5 s');
  });
});
