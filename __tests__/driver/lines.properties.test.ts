import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Lines } from '../../src/driver/lines.ts';

describe('lines', () => {
  it('are the same however they are cut', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (all, cuts) => {
        const bytes = Buffer.from(all.map((text) => `${text}\n`).join(''));
        const heard: string[] = [];
        const lines = new Lines((text) => heard.push(text), 10_000);
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const length = cuts[turn % cuts.length] ?? 1;
          expect(lines.feed(bytes.subarray(at, at + length))).toBe(true);
          at += length;
        }
        expect(heard).toEqual(all);
      }),
    );
  });

  it('that are too long are no lines, wherever they are cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (length, size) => {
        const lines = new Lines(() => undefined, 20);
        let isFine = true;
        for (let at = 0; at < length && isFine; at += size) isFine = lines.feed(Buffer.alloc(Math.min(size, length - at), 'a'));
        expect(isFine).toBe(length <= 20);
      }),
    );
  });
});
