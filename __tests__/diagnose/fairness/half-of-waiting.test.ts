import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfOfWaiting } from '../../../src/diagnose/fairness/half-of-waiting.ts';

const waits = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 60 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('half of all waiting', () => {
  it('is in waits at least as long, and in longer ones there is less of it', () => {
    fc.assert(
      fc.property(waits, (waitsMs) => {
        const half = halfOfWaiting(waitsMs);
        expect(2 * sum(waitsMs.filter((wait) => wait >= half))).toBeGreaterThanOrEqual(sum(waitsMs));
        expect(2 * sum(waitsMs.filter((wait) => wait > half))).toBeLessThan(Math.max(1, sum(waitsMs)));
      }),
    );
  });

  it('is told by one who always waits, not by one who was late once', () => {
    const many = Array.from({ length: 500 }, () => 5);
    expect(halfOfWaiting([...many, 10_000])).toBe(10_000);
    expect(halfOfWaiting([...many, 150])).toBe(5);
    expect(halfOfWaiting([])).toBe(0);
  });
});
