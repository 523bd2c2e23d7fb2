import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openLink, pieceOf } from '../../../src/service/pressure/link.ts';

const savedMs = 10;
const rate = fc.integer({ min: 1, max: 1_024 ** 3 });
/** Pieces with the pause before each. */
const pieces = fc.array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1_000, noNaN: true })), { minLength: 1 });

describe('a link', () => {
  it('carries no more than its rate, but for what an idle moment saved', () => {
    fc.assert(
      fc.property(rate, pieces, (bytesPerSecond, list) => {
        const link = openLink();
        let nowMs = 0;
        const left = list.map(([bytes, pauseMs]) => {
          nowMs += pauseMs;
          return { bytes, nowMs, atMs: link.put(bytes, bytesPerSecond, nowMs) };
        });
        left.forEach(({ bytes, nowMs: putMs, atMs }, index) => {
          const takesMs = (bytes / bytesPerSecond) * 1_000;
          const before = left[index - 1]?.atMs ?? Number.NEGATIVE_INFINITY;
          const slack = 1e-6 * (1 + Math.abs(atMs));
          expect(atMs).toBeGreaterThanOrEqual(Math.max(before, putMs - savedMs) + takesMs - slack);
          // Nobody waits longer than for those before.
          expect(atMs).toBeLessThanOrEqual(Math.max(before, putMs) + takesMs + slack);
        });
      }),
    );
  });

  it('owes nothing any more when it is cleared', () => {
    const link = openLink();
    link.put(1_000_000, 1, 0);
    link.clear();
    expect(link.put(1, 1_000, 100)).toBe(100 - savedMs + 1);
  });

  it('is given pieces of some milliseconds, never none and never a whole buffer', () => {
    fc.assert(
      fc.property(rate, (bytesPerSecond) => {
        const piece = pieceOf(bytesPerSecond);
        expect(Number.isInteger(piece) && piece >= 64 && piece <= 65_536).toBe(true);
      }),
    );
  });
});
