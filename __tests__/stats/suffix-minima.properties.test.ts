import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suffixMinima } from '../../src/stats/suffix-minima.ts';

const series = fc.array(fc.integer(), { minLength: 1 });

describe('suffix minima', () => {
  it('never fall, and never lie above the values', () => {
    fc.assert(
      fc.property(series, (values) => {
        const minima = suffixMinima(values);
        expect(minima).toHaveLength(values.length);
        minima.forEach((least, index) => {
          expect(least).toBeLessThanOrEqual(values[index] ?? Number.NaN);
          expect(least).toBeGreaterThanOrEqual(minima[index - 1] ?? Number.NEGATIVE_INFINITY);
        });
      }),
    );
  });

  it('begin with the least of all values and end with the last one', () => {
    fc.assert(
      fc.property(series, (values) => {
        expect(suffixMinima(values)[0]).toBe(Math.min(...values));
        expect(suffixMinima(values).at(-1)).toBe(values.at(-1));
      }),
    );
  });

  it('leave a series as it is that never falls', () => {
    fc.assert(
      fc.property(series, (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        expect(suffixMinima(sorted)).toEqual(sorted);
      }),
    );
  });
});
