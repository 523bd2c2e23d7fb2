import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distribution } from '../../src/load/distribution.ts';
import { sampleOf } from '../../src/load/sample.ts';
import type { OperationObservation } from '../../src/model/observation.ts';
import { anOperation } from '../baseline/sample-run.ts';

function totalOf(values: readonly number[], errors: number = 0): OperationObservation {
  const all = new Distribution();
  for (const value of values) all.record(value);
  const errorKinds = errors === 0 ? {} : { status: errors };
  return anOperation({ requests: values.length, errors, errorKinds, responseMs: all.latency(), histogram: all.encode() });
}

const durations = fc.array(fc.double({ min: 0.01, max: 10_000, noNaN: true }), { minLength: 1, maxLength: 300 });

describe('a sample', () => {
  it('is the same of two loads and of all their operations in one', () => {
    fc.assert(
      fc.property(durations, durations, (first, second) => {
        const two = sampleOf([totalOf(first, 1), totalOf(second, 1)]);
        const one = sampleOf([totalOf([...first, ...second], 2)]);
        const { mean, ...quantiles } = two.responseMs;
        const { mean: meanOfOne, ...quantilesOfOne } = one.responseMs;
        expect(two).toMatchObject({ loads: 2, requests: one.requests, errors: 2, errorKinds: { status: 2 } });
        expect(quantiles).toEqual(quantilesOfOne);
        expect(mean?.value ?? 0).toBeCloseTo(meanOfOne?.value ?? 0, 6);
        expect(Math.abs((mean?.low ?? 0) - (meanOfOne?.low ?? 0))).toBeLessThanOrEqual(0.01 * (meanOfOne?.value ?? 0) + 0.01);
      }),
      { numRuns: 50 },
    );
  });

  it('has the quantiles that the load itself told, and encloses them more widely than 95 %', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const total = totalOf(values);
        const { mean, p50, p95, p99 } = sampleOf([total]).responseMs;
        const { responseMs } = total;
        expect([p95?.value ?? null, p99?.value ?? null]).toEqual([responseMs.p95, responseMs.p99]);
        for (const enclosed of [mean, p50, p95, p99].filter((one) => one !== undefined)) {
          expect(enclosed.low ?? 0).toBeLessThanOrEqual(enclosed.value);
          expect(enclosed.high ?? enclosed.value).toBeGreaterThanOrEqual(enclosed.value);
        }
        if (p95 !== undefined && responseMs.p95Low !== undefined) expect(p95.low ?? 0).toBeLessThanOrEqual(responseMs.p95Low);
        // The buckets' squares are right to a thousandth.
        if (mean !== undefined && responseMs.meanLow !== undefined) expect(mean.low ?? 0).toBeLessThanOrEqual(responseMs.meanLow + 0.01);
      }),
      { numRuns: 50 },
    );
  });
});
