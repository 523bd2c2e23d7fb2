import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../src/stats/wilson.ts';

const counts = fc.integer({ min: 1, max: 1_000_000 }).chain((trials) => fc.record({ trials: fc.constant(trials), hits: fc.nat(trials) }));

describe('the Wilson interval', () => {
  it('lies in 0…1 and holds the share it is about', () => {
    fc.assert(
      fc.property(counts, ({ hits, trials }) => {
        const [low, high] = wilson(hits, trials);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / trials);
        expect(high).toBeGreaterThanOrEqual(hits / trials);
      }),
    );
  });

  it('mirrors: failures and successes have mirrored intervals', () => {
    fc.assert(
      fc.property(counts, ({ hits, trials }) => {
        const [low, high] = wilson(hits, trials);
        const [mirroredLow, mirroredHigh] = wilson(trials - hits, trials);
        expect(mirroredLow).toBeCloseTo(1 - high, 9);
        expect(mirroredHigh).toBeCloseTo(1 - low, 9);
      }),
    );
  });

  it('shrinks when ten times as much was tried', () => {
    fc.assert(
      fc.property(counts, ({ hits, trials }) => {
        const [low, high] = wilson(hits, trials);
        const [narrowLow, narrowHigh] = wilson(10 * hits, 10 * trials);
        expect(narrowHigh - narrowLow).toBeLessThan(high - low);
      }),
    );
  });
});
