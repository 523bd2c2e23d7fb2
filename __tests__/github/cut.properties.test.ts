import { assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBytes, cutChars, oneLine } from '../../src/github/cut.ts';

const text = string({ unit: 'grapheme', maxLength: 40 });
const limit = integer({ min: 0, max: 60 });

describe('cutting', () => {
  it('keeps the longest beginning of whole characters that fits', () => {
    assert(
      property(text, limit, (whole, max) => {
        for (const [cut, size, most] of [
          [cutBytes(whole, max), (part: string): number => Buffer.byteLength(part), 4],
          [cutChars(whole, max), (part: string): number => part.length, 2],
        ] as const) {
          expect(whole.startsWith(cut)).toBe(true);
          expect(Buffer.from(cut).toString()).toBe(cut);
          expect(size(cut)).toBeLessThanOrEqual(Math.max(max, 0));
          if (cut !== whole) expect(size(cut)).toBeGreaterThan(max - most);
        }
      }),
    );
  });

  it('makes one line without control and bidi characters', () => {
    assert(
      property(string({ unit: 'binary' }), integer({ min: 1, max: 50 }), (whole, max) => {
        const line = oneLine(whole, max);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
