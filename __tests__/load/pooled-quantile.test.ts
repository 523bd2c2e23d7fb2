import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { Distribution } from '../../src/load/distribution.ts';
import { pooledQuantile } from '../../src/load/pooled-quantile.ts';

function distribute(values: readonly number[]): Distribution {
  const distribution = new Distribution();
  for (const value of values) distribution.record(value);
  return distribution;
}

it('a quantile of several histograms is that of all their values', () => {
  const parts = fc.array(fc.array(fc.double({ min: 0.01, max: 60_000, noNaN: true }), { minLength: 1, maxLength: 100 }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(parts, (given) => {
      const pooled = pooledQuantile(
        given.map((values) => distribute(values).encode()),
        0.5,
      );
      const whole = distribute(given.flat()).latency().p50;
      expect(Math.abs((pooled ?? 0) - (whole ?? 0))).toBeLessThanOrEqual(0.001 + 0.002 * (whole ?? 0));
    }),
  );
});

it('of nothing is none', () => {
  expect(pooledQuantile([], 0.99)).toBeNull();
  expect(pooledQuantile([new Distribution().encode()], 0.99)).toBeNull();
});
