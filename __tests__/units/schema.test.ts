import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeRangeSchema } from '../../src/units/schema.ts';

const schema = sizeRangeSchema('1B', '1MB');

describe('a range of sizes', () => {
  it.each([
    ['64B..16KB', { min: 64, max: 16_384 }],
    ['4KB', { min: 4_096, max: 4_096 }],
    [' 1.5 KB..1MB ', { min: 1_536, max: 1_048_576 }],
    ['1B..1B', { min: 1, max: 1 }],
  ])('reads %j', (text, range) => {
    expect(schema.parse(text)).toEqual(range);
  });

  it.each(['', '4', '4KB..', '..4KB', '16KB..64B', '0B', '0B..1KB', '2MB', '1KB..2MB', '0.3B', '1KB..2KB..3KB', '-1KB', '1kb', 4, null])(
    'refuses %j, and says what it expects',
    (given) => {
      const { success, error } = schema.safeParse(given);
      expect(success).toBe(false);
      expect(error?.issues[0]?.message).toBe('a size or a range of sizes from 1B to 1MB, such as 64B..16KB, the smaller first');
    },
  );

  it('is read as it was written', () => {
    const bytes = fc.integer({ min: 1, max: 1_024 ** 2 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const range = { min: Math.min(a, b), max: Math.max(a, b) };
        expect(schema.parse(schema.encode(range))).toEqual(range);
      }),
    );
  });
});
