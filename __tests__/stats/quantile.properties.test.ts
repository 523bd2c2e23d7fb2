import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mad } from '../../src/stats/mad.ts';
import { median } from '../../src/stats/median.ts';
import { quantile } from '../../src/stats/quantile.ts';

const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('a quantile', () => {
  it('lies within the values and never falls as q rises', () => {
    fc.assert(
      fc.property(values, share, share, (sample, a, b) => {
        const [low, high] = [quantile(sample, Math.min(a, b)), quantile(sample, Math.max(a, b))];
        expect(low).toBeGreaterThanOrEqual(Math.min(...sample));
        expect(high).toBeLessThanOrEqual(Math.max(...sample));
        expect(high).toBeGreaterThanOrEqual(low - 1e-6);
      }),
    );
  });

  it('does not depend on the order and leaves its input alone', () => {
    fc.assert(
      fc.property(values, share, (sample, q) => {
        const before = [...sample];
        expect(quantile(sample.toReversed(), q)).toBe(quantile(sample, q));
        expect(sample).toEqual(before);
      }),
    );
  });
});

describe('median and MAD', () => {
  it('leave at most half of the values on either side', () => {
    fc.assert(
      fc.property(values, (sample) => {
        const middle = median(sample);
        expect(2 * sample.filter((value) => value < middle).length).toBeLessThanOrEqual(sample.length);
        expect(2 * sample.filter((value) => value > middle).length).toBeLessThanOrEqual(sample.length);
      }),
    );
  });

  it('do not move without bound when fewer than half of the values do', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 30 }), fc.nat(14), (sample, spoiled) => {
        const wrong = Math.min(spoiled, Math.ceil(sample.length / 2) - 1);
        const mixed = sample.map((value, at) => (at < wrong ? 1e9 : value));
        expect(median(mixed)).toBeLessThanOrEqual(1);
        expect(mad(mixed)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('follow a change of scale', () => {
    fc.assert(
      fc.property(values, (sample) => {
        const doubled = sample.map((value) => 2 * value);
        expect(median(doubled)).toBeCloseTo(2 * median(sample), 9);
        expect(mad(doubled)).toBeCloseTo(2 * mad(sample), 9);
      }),
    );
  });
});
