import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { windowMs, Windows } from '../../src/load/windows.ts';

const durations = fc.oneof(fc.integer({ min: 1, max: 60_000 }), fc.double({ min: 1, max: 60_000, noNaN: true }));
const hits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    responseMs: fc.nat({ max: 1_000 }),
    failed: fc.boolean(),
    engine: fc.nat({ max: 2 }),
  }),
  { maxLength: 100 },
);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the windows', () => {
  it('tile the measured time and add up to it: no operation is lost or counted twice', () => {
    fc.assert(
      fc.property(durations, hits, (durationMs, given) => {
        const windows = new Windows(durationMs);
        for (const { at, responseMs, failed } of given) windows.record(at * durationMs, responseMs, failed);
        const told = windows.observe(durationMs);
        expect(sum(told.map((window) => window.durationMs))).toBeCloseTo(durationMs, 6);
        expect(told.every((window) => window.durationMs <= windowMs(durationMs))).toBe(true);
        expect(sum(told.map(({ requests }) => requests))).toBe(given.length);
        expect(sum(told.map(({ errors }) => errors))).toBe(given.filter(({ failed }) => failed).length);
        for (const { startMs, durationMs: widthMs, requests } of told) {
          const inside = (hairMs: number): number =>
            given.filter(({ at }) => at * durationMs >= startMs + hairMs && at * durationMs < startMs + widthMs - hairMs).length;
          // An operation at the very edge may fall to either side of it.
          expect(requests).toBeGreaterThanOrEqual(inside(1e-6));
          expect(requests).toBeLessThanOrEqual(inside(-1e-6));
        }
      }),
    );
  });

  it('are the same when several engines counted them, packed and merged in any order', () => {
    fc.assert(
      fc.property(durations, hits, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (durationMs, given, order) => {
        const whole = new Windows(durationMs);
        const parts = order.map(() => new Windows(durationMs));
        for (const { at, responseMs, failed, engine } of given) {
          whole.record(at * durationMs, responseMs, failed);
          parts[engine]?.record(at * durationMs, responseMs, failed);
        }
        const merged = new Windows(durationMs);
        for (const index of order) merged.add(structuredClone(parts[index]?.pack() ?? []));
        expect(merged.observe(durationMs)).toEqual(whole.observe(durationMs));
        expect(merged.recentP95Ms()).toBe(whole.recentP95Ms());
      }),
      { numRuns: 30 },
    );
  });

  it('are twenty, but never shorter than 100 ms', () => {
    expect([100, 1_000, 2_000, 30_000].map(windowMs)).toEqual([100, 100, 100, 1_500]);
    expect([100, 150, 1_000, 2_000, 30_000].map((ms) => new Windows(ms).observe(ms).length)).toEqual([1, 2, 10, 20, 20]);
  });
});
