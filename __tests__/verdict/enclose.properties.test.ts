import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeLimits } from '../../src/verdict/limits.ts';
import { encloseErrors, leavesOpen } from '../../src/verdict/enclose.ts';
import type { Enclosed, Sample, SampledNumber } from '../../src/model/sample.ts';
import type { Limit } from '../../src/model/policy.ts';
import { aRun, ms } from '../baseline/sample-run.ts';

const anyEnclosed: fc.Arbitrary<Enclosed> = fc
  .tuple(fc.integer({ min: 1, max: 1_000 }), fc.option(fc.nat({ max: 100 })), fc.option(fc.nat({ max: 100 })))
  .map(([value, below, above]) => ({
    value,
    low: below === null ? null : Math.max(0, value - below),
    high: above === null ? null : value + above,
  }));
const metric = fc.constantFrom<SampledNumber>('mean', 'p50', 'p95', 'p99');

function sampleWith(name: SampledNumber, enclosed: Enclosed): Sample {
  return { loads: 1, requests: 1_000, errors: 0, errorKinds: {}, responseMs: { [name]: enclosed } };
}

it('a verdict never contradicts the interval that is shown, and asks for another load just where it is open', () => {
  fc.assert(
    fc.property(metric, anyEnclosed, fc.integer({ min: 1, max: 1_000 }), (name, enclosed, max) => {
      const limits: readonly Limit[] = [{ metric: name, max, unit: 'ms' }];
      const sample = sampleWith(name, enclosed);
      const [finding] = judgeLimits(aRun({ metrics: [ms(name, 1)], sample, policy: { ...aRun().policy, limits } }));
      const [low, high] = finding?.interval ?? [enclosed.low ?? 0, Number.POSITIVE_INFINITY];
      expect(finding?.kind === 'broken').toBe(enclosed.value > max && enclosed.low !== null && low > max);
      expect(finding?.kind === 'held').toBe(enclosed.value <= max);
      if (high <= max) expect(finding?.kind).toBe('held');
      expect(leavesOpen(sample, limits)).toBe(finding?.kind === 'inconclusive');
    }),
  );
});

it('errors are enclosed by what was counted, and by nothing where nothing finished', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(), (requests, drawn) => {
      const enclosed = encloseErrors({ requests, errors: drawn % (requests + 1) });
      expect(enclosed?.low ?? 101).toBeLessThanOrEqual(enclosed?.value ?? -1);
      expect(enclosed?.high ?? -1).toBeGreaterThanOrEqual(enclosed?.value ?? 101);
    }),
  );
  expect(encloseErrors({ requests: 0, errors: 0 })).toBeNull();
});
