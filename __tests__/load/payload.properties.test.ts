import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { payloadOf } from '../../src/load/payload.ts';

describe('a payload', () => {
  it('has as many bytes as it is asked for, of what JSON, forms and paths leave as it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.nat(), (bytes, n) => {
        const text = payloadOf(bytes, n);
        expect(Buffer.byteLength(text)).toBe(bytes);
        expect(encodeURIComponent(text)).toBe(text);
        expect(JSON.stringify(text)).toBe(`"${text}"`);
      }),
    );
  });

  it('is the same for the same step, whatever was asked before, and another for the next', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), fc.nat(), (bytes, others, n) => {
        const first = payloadOf(bytes, n);
        payloadOf(others, n + 3);
        expect(payloadOf(bytes, n)).toBe(first);
        expect(payloadOf(bytes, n + 1)).not.toBe(first);
        expect(payloadOf(bytes + others, n).startsWith(first)).toBe(true);
      }),
    );
  });

  it('is never longer than 1 MB, and hardly shrinks when it is compressed', () => {
    expect(payloadOf(5 * 1_024 ** 2, 1).length).toBe(1_024 ** 2);
    expect(gzipSync(payloadOf(100_000, 3)).length).toBeGreaterThan(74_000);
  });
});
