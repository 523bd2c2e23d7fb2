import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArrivals, writeArrivals } from '../../src/units/arrivals.ts';
import { brokenBound, rateRange } from '../../src/units/arrival-bounds.ts';
import { anyArrivals } from './any-arrivals.ts';

describe('arrivals as text', () => {
  it('are read back exactly', () => {
    fc.assert(
      fc.property(anyArrivals, (arrivals) => {
        expect(readArrivals(writeArrivals(arrivals))).toStrictEqual({ kind: 'arrivals', arrivals });
      }),
      { numRuns: 1_000 },
    );
  });

  it('are one word of ASCII that means nothing inside the quotes of a shell, of Markdown and of HTML', () => {
    fc.assert(
      fc.property(anyArrivals, (arrivals) => {
        expect(writeArrivals(arrivals)).toMatch(/^[a-z]+:[A-Za-z0-9.,/@+-]+$/);
      }),
    );
  });

  it('are read within their bounds or refused with what was expected, however they are mangled', () => {
    const mangled = fc
      .tuple(
        anyArrivals,
        fc.nat(),
        fc.nat({ max: 6 }),
        fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom('e-9', '/m', '..', '@', '+', '-', ',', '99999999', '±')),
      )
      .map(([arrivals, at, length, put]) => {
        const text = writeArrivals(arrivals);
        const from = at % text.length;
        return text.slice(0, from) + put + text.slice(from + length);
      });
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string({ unit: 'binary' })), (text) => {
        const read = readArrivals(text);
        if (read.kind === 'refused') {
          expect(read.expected).not.toBe('');
          return;
        }
        expect(brokenBound(read.arrivals)).toBeNull();
        const { lowest, highest } = rateRange(read.arrivals);
        expect(lowest >= 0 && highest > 0 && highest <= 100_000).toBe(true);
        expect(readArrivals(writeArrivals(read.arrivals))).toStrictEqual(read);
      }),
      { numRuns: 2_000 },
    );
  });
});
