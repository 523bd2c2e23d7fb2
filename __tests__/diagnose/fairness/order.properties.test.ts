import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf, type Served } from '../../../src/diagnose/fairness/order.ts';

const waits = fc.array(
  fc.record({ askedAtMs: fc.integer({ min: 0, max: 60 }), tookMs: fc.integer({ min: 0, max: 40 }) }).map(({ askedAtMs, tookMs }) => ({
    askedAtMs,
    gotAtMs: askedAtMs + tookMs,
  })),
  { maxLength: 40 },
);
const jitter = fc.integer({ min: 0, max: 10 });

/** Every pair looked at. */
function count(given: readonly Served[], jitterMs: number): { readonly pairs: number; readonly outOfOrder: number } {
  const both = given.flatMap((first) =>
    given.flatMap((second) => (first.askedAtMs < second.askedAtMs - jitterMs ? [{ first, second }] : [])),
  );
  return {
    pairs: both.filter(({ first, second }) => first.gotAtMs > second.askedAtMs + jitterMs).length,
    outOfOrder: both.filter(({ first, second }) => first.gotAtMs > second.gotAtMs + jitterMs).length,
  };
}

describe('the order of waits', () => {
  it('is what looking at every pair tells', () => {
    fc.assert(
      fc.property(waits, jitter, (given, jitterMs) => {
        expect(orderOf(given, jitterMs)).toEqual(count(given, jitterMs));
      }),
      { numRuns: 300 },
    );
  });

  it('never has more pairs out of order than waited together', () => {
    fc.assert(
      fc.property(waits, jitter, (given, jitterMs) => {
        const { pairs, outOfOrder } = orderOf(given, jitterMs);
        expect(outOfOrder).toBeLessThanOrEqual(pairs);
      }),
    );
  });

  it('of many waits is counted without looking at every pair', () => {
    // Ten thousand million pairs: whoever looked at all of them would not end in this test's time.
    const given = Array.from({ length: 100_000 }, (_, index) => ({ askedAtMs: 100 * index, gotAtMs: 100 * index + 1_050 }));
    // Each waits together with the ten that came before.
    expect(orderOf(given, 10)).toEqual({ pairs: 10 * 100_000 - 55, outOfOrder: 0 });
  });
});
