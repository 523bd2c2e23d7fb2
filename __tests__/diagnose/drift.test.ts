import { describe, expect, it } from 'vitest';
import { driftOfBatches, driftOfWindows, type Drift } from '../../src/diagnose/drift.ts';
import { findSteadiness } from '../../src/diagnose/steadiness.ts';
import { durationMs, enduranceOf, fromMs, loadOf, readingsOf } from './a-drift.ts';

/** Noise of 2 % without chance. */
const ripple = (index: number): number => [1.02, 0.99, 1, 1.01, 0.98][(index * 3) % 5] ?? 1;
const rising = (from: number, factor: number) => (index: number) => ripple(index) * from * (1 + ((factor - 1) * index) / 19);
const calmReadings = readingsOf(
  (index) => 0.4 * ripple(index),
  () => 50e6,
);
const trouble = { kind: 'spoiled', sentence: 'Another job used half of this runner.' } as const;

function only(drifts: readonly Drift[], of: Drift['of']): Drift {
  const drift = drifts.find((one) => one.of === of);
  if (drift === undefined) throw new Error(`no drift of ${of}`);
  return drift;
}

describe('driftOfWindows', () => {
  it('finds nothing in a load that stays as it is', () => {
    const drifts = driftOfWindows(
      loadOf((index) => 30 * ripple(index)),
      calmReadings,
      fromMs,
    );
    expect(drifts.map(({ of }) => of)).toEqual(['p95', 'cpu-per-operation', 'rss']);
    for (const { interval, percent, windows, during } of drifts) {
      expect(interval[0]).toBeLessThanOrEqual(0);
      expect(interval[1]).toBeGreaterThanOrEqual(0);
      expect(Math.abs(percent)).toBeLessThan(3);
      expect({ windows, during }).toEqual({ windows: 20, during: 'steady' });
    }
    expect(only(drifts, 'cpu-per-operation').first).toBeCloseTo(0.4, 1);
  });

  it('finds each of them where it is', () => {
    const drifts = driftOfWindows(
      loadOf(rising(30, 1.6)),
      readingsOf(rising(0.4, 1.5), (index) => 50e6 * (1 + (0.2 * index) / 19)),
      fromMs,
    );
    // Ratios are fitted as logarithms: a line of numbers ends a little off.
    expect(only(drifts, 'p95').percent).toBeCloseTo(60, -1);
    expect(only(drifts, 'cpu-per-operation').percent).toBeCloseTo(50, -1);
    expect(only(drifts, 'rss').percent).toBeCloseTo(20, 0);
    expect(only(drifts, 'p95').interval[0]).toBeGreaterThan(30);
  });

  it('says nothing of what was not seen', () => {
    const load = loadOf((index) => (index < 13 ? null : 30));
    // Without readings, with readings of another time, and with a first half only.
    expect(driftOfWindows(load, [], fromMs)).toEqual([]);
    expect(driftOfWindows(load, calmReadings, fromMs + 10 * durationMs)).toEqual([]);
    expect(driftOfWindows(load, calmReadings.slice(0, 60), fromMs)).toEqual([]);
    expect(
      driftOfWindows(
        loadOf(() => 30, { windows: [] }),
        calmReadings,
        fromMs,
      ),
    ).toEqual([]);
    const idle = loadOf(() => 30).windows.map((window) => ({ ...window, requests: 0 }));
    expect(
      driftOfWindows(
        loadOf(() => 30, { windows: idle }),
        calmReadings,
        fromMs,
      ).map(({ of }) => of),
    ).toEqual(['p95', 'rss']);
  });
});

describe('driftOfBatches', () => {
  it('leaves out the warm-up of a fresh process, and counts by operations', () => {
    const warming = enduranceOf(30, (index) => ({ cpuMs: index < 6 ? 400 - 50 * index : 100 * ripple(index) }));
    const drift = only(driftOfBatches(warming), 'cpu-per-operation');
    expect(drift).toMatchObject({ during: 'sustained', durationMs: 8_000, windows: 24 });
    expect(Math.abs(drift.percent)).toBeLessThan(3);
    expect(drift.first).toBeCloseTo(0.2, 2);
  });

  it('finds what rises with the operations', () => {
    const slower = enduranceOf(30, (index) => ({ cpuMs: 100 * ripple(index) * (1 + index / 29) }));
    expect(only(driftOfBatches(slower), 'cpu-per-operation').interval[0]).toBeGreaterThan(40);
  });

  it('says nothing of few batches, or where clients hung up', () => {
    expect(driftOfBatches(enduranceOf(6, () => ({})))).toEqual([]);
    expect(driftOfBatches({ ...enduranceOf(30, () => ({})), mode: 'abandoned' })).toEqual([]);
    expect(driftOfBatches(enduranceOf(30, () => ({ p50Ms: null, p95Ms: null, cpuMs: null, rssBytes: null })))).toEqual([]);
  });
});

describe('findSteadiness with drifts', () => {
  const found = (drifts: readonly Drift[], spoiled: Parameters<typeof findSteadiness>[1] = null) =>
    findSteadiness(
      loadOf(() => 30),
      spoiled,
      drifts,
    );
  const slow = driftOfWindows(loadOf(rising(30, 1.6)), calmReadings, fromMs);
  const costly = driftOfWindows(
    loadOf(() => 30),
    readingsOf(rising(0.4, 1.5), () => 50e6),
    fromMs,
  );

  it('holds a calm and tells what drifted how far', () => {
    const calm = found(
      driftOfWindows(
        loadOf((index) => 30 * ripple(index)),
        calmReadings,
        fromMs,
      ),
    );
    expect(calm).toMatchObject({ kind: 'held', measured: null, sentence: expect.stringMatching(/^Steady after/) });
    expect(calm.evidence.slice(-3)).toEqual([
      expect.stringMatching(
        /^p95 (?:rose|fell) by [\d.]+ % over 20 s, from [\d.]+ ms to [\d.]+ ms; 95 % interval −[\d.]+ % to \+[\d.]+ %, 20 windows$/,
      ),
      expect.stringMatching(/^CPU time per operation (?:rose|fell) by [\d.]+ % over 20 s, from [\d.]+ µs to [\d.]+ µs; 95 % interval /),
      'memory rose by 0 % over 20 s, from 47.7 MB to 47.7 MB; 95 % interval +0 % to +0 %, 20 windows',
    ]);
  });

  it('breaks for a p95 or for CPU time that rises while the medians stay', () => {
    expect(found(slow)).toMatchObject({
      kind: 'broken',
      id: 'steadiness',
      limit: 25,
      unit: '%',
      sentence: expect.stringMatching(
        /^No steady state: p95 rose by (?:5|6)\d % over 20 s, from (?:29|30|31)[\d.]* ms to (?:4|5)\d[\d.]* ms$/,
      ),
    });
    const broken = found(costly);
    expect(broken).toMatchObject({
      kind: 'broken',
      limit: 15,
      sentence: expect.stringMatching(/^No steady state: CPU time per operation rose/),
    });
    expect(broken.interval?.[0]).toBeGreaterThan(15);
  });

  it('never breaks for memory, for a fall, or for what is below a millisecond', () => {
    const growing = driftOfWindows(
      loadOf(() => 30),
      readingsOf(() => 0.4, rising(50e6, 4)),
      fromMs,
    );
    expect(only(growing, 'rss').interval[0]).toBeGreaterThan(100);
    expect(found(growing).kind).toBe('held');
    expect(
      found(
        driftOfWindows(
          loadOf(rising(30, 0.3)),
          readingsOf(rising(0.4, 0.3), () => 50e6),
          fromMs,
        ),
      ).kind,
    ).toBe('held');
    expect(found(driftOfWindows(loadOf(rising(0.9, 1.9)), calmReadings, fromMs)).kind).toBe('held');
  });

  it('does not know in so short a time, from so few windows, or with trouble of our own', () => {
    expect(found(slow.map((drift) => ({ ...drift, durationMs: 3_000 })))).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringContaining('too short a time to tell it from a burst of the machine'),
    });
    expect(found(slow.map((drift) => ({ ...drift, windows: 14 }))).kind).toBe('held');
    expect(found(slow, trouble)).toMatchObject({ kind: 'inconclusive', sentence: expect.stringContaining('Another job') });
    expect(found(slow, { ...trouble, mostShare: 0.3 })).toMatchObject({
      kind: 'inconclusive',
      sentence: expect.stringMatching(/^p95 rose by .*, but not surely by the service\. Another job/),
    });
    expect(found(slow, { ...trouble, mostShare: 0.01 }).kind).toBe('broken');
  });

  it('tells drifts beside a change of the medians, which comes first', () => {
    const stepped = loadOf(() => 30).windows.map((window, index) => ({ ...window, p50Ms: (index < 10 ? 9 : 19) + (index % 3) / 10 }));
    const both = findSteadiness(
      loadOf(() => 30, { windows: stepped }),
      null,
      slow,
    );
    expect(both).toMatchObject({ kind: 'broken', limit: 10, sentence: expect.stringMatching(/^No steady state: the median rose/) });
    expect(both.evidence.some((line) => line.startsWith('p95 rose by'))).toBe(true);
  });
});
