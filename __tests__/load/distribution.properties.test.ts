import * as fc from 'fast-check';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';

import { Distribution } from '../../src/load/distribution.ts';

/** Milliseconds from below a microsecond to a minute, over all magnitudes. */
const duration = fc.double({ min: -4, max: 4.7, noNaN: true }).map((power) => 10 ** power);
const durations = fc.array(duration, { maxLength: 300 });

function distribute(values: readonly number[]): Distribution {
  const distribution = new Distribution();
  for (const value of values) distribution.record(value);
  return distribution;
}

/** The smallest value that at least `share` of all are not above. */
function rank(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share - 1e-9) - 1)] ?? Number.NaN;
}

describe('a distribution', () => {
  it('has the exact count, minimum, maximum and mean', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const { count, min, mean, max } = distribute(values).latency();
        expect(count).toBe(values.length);
        const empty = values.length === 0;
        expect(min).toBe(empty ? null : Math.min(...values));
        expect(max).toBe(empty ? null : Math.max(...values));
        if (empty) expect(mean).toBeNull();
        else expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 6);
      }),
    );
  });

  it('has quantiles within a thousandth, or a microsecond, of the values at their rank', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (values, share) => {
        const found = distribute(values).quantile(share);
        const enough = values.length * (1 - share) >= 1 - 1e-9;
        expect(found !== null).toBe(enough);
        if (found === null) return;
        const exact = rank(values, share);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(0.001, exact * 0.001));
      }),
    );
  });

  it('is ordered: min ≤ p50 ≤ p95 ≤ p99 ≤ max, the mean between the ends', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (values) => {
        const { min, p50, p95, p99, max, mean } = distribute(values).latency();
        const present = [min, p50, p95, p99, max].filter((value) => value !== null);
        expect(present).toEqual([...present].sort((a, b) => a - b));
        expect(mean).toBeGreaterThanOrEqual(min ?? 0);
        expect(mean).toBeLessThanOrEqual(max ?? 0);
      }),
    );
  });

  it('encloses p95 and the mean in their intervals', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 400 }), (values) => {
        const { mean, meanLow, p95, p95Low, p95High } = distribute(values).latency();
        expect(meanLow ?? 0).toBeLessThanOrEqual(mean ?? 0);
        if (p95 !== null) expect(p95Low ?? 0).toBeLessThanOrEqual(p95);
        if (p95 !== null && p95High !== undefined) expect(p95High).toBeGreaterThanOrEqual(p95);
      }),
    );
  });

  it('supports p95 from 20 values on and p99 from 100', () => {
    for (const [count, p95, p99] of [
      [0, false, false],
      [1, false, false],
      [19, false, false],
      [20, true, false],
      [99, true, false],
      [100, true, true],
    ] as const) {
      const latency = distribute(Array.from({ length: count }, (_, index) => index + 1)).latency();
      expect([latency.p95 !== null, latency.p99 !== null, latency.p50 !== null]).toEqual([p95, p99, count > 0]);
    }
  });

  it('is the same whether values come at once or in any split that is added up', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(duration, fc.nat({ max: 4 })), { maxLength: 200 }), (pairs) => {
        const total = new Distribution();
        for (let part = 0; part < 5; part++) total.add(distribute(pairs.filter(([, at]) => at === part).map(([value]) => value)));
        const whole = distribute(pairs.map(([value]) => value));
        expect(total.encode()).toBe(whole.encode());
        const { mean, meanLow, ...latency } = whole.latency();
        const { mean: summed, meanLow: summedLow, ...parts } = total.latency();
        expect(parts).toEqual(latency);
        expect(summed ?? 0).toBeCloseTo(mean ?? 0, 6);
        // Squares of an hour in milliseconds leave fewer digits.
        expect(Math.abs((summedLow ?? 0) - (meanLow ?? 0))).toBeLessThanOrEqual(1e-3 * (mean ?? 0) + 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same packed and taken in again, alone or in parts, with two digits or three', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(duration, fc.nat({ max: 2 })), { maxLength: 100 }), fc.constantFrom(2, 3), (pairs, digits) => {
        const parts = [0, 1, 2].map(() => new Distribution(digits));
        const [whole, total] = [new Distribution(digits), new Distribution(digits)];
        for (const [value, part] of pairs) {
          whole.record(value);
          parts[part]?.record(value);
        }
        for (const part of parts) total.addPacked(structuredClone(part.pack()));
        expect(total.encode()).toBe(whole.encode());
        const { sum, sumOfSquares, ...packed } = whole.pack();
        expect(total.pack()).toMatchObject(packed);
        expect(total.pack().sum).toBeCloseTo(sum, 6);
        expect(Math.abs(total.pack().sumOfSquares - sumOfSquares)).toBeLessThanOrEqual(1e-9 * sumOfSquares);
      }),
      { numRuns: 30 },
    );
    expect(new Distribution().pack()).toMatchObject({ count: 0, histogram: '' });
  });

  it('takes in zeros at once as it does one by one', () => {
    fc.assert(
      fc.property(durations, fc.nat({ max: 50 }), (values, count) => {
        const atOnce = distribute(values);
        atOnce.recordZeros(count);
        const oneByOne = distribute([...values, ...Array.from({ length: count }, () => 0)]);
        expect(atOnce.pack()).toEqual(oneByOne.pack());
      }),
      { numRuns: 30 },
    );
  });

  it('exports HDR V2 that reads back with every count, in whole microseconds', () => {
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 100 }), (values) => {
        const read = decodeFromCompressedBase64(distribute(values).encode());
        expect(read.totalCount).toBe(values.length);
        const exact = Math.round(Math.max(...values) * 1_000);
        expect(Math.abs(read.getValueAtPercentile(100) - exact)).toBeLessThanOrEqual(Math.max(1, exact / 1_000));
      }),
      { numRuns: 30 },
    );
  });

  it('takes what no clock should give: negative values as 0, days as an hour in the buckets', () => {
    const distribution = distribute([-5, 1e9]);
    expect(distribution.latency()).toMatchObject({ count: 2, min: 0, max: 1e9 });
    expect(distribution.encode()).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});
