import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseQuantity, unitsOf, type QuantityKind } from '../../src/units/quantity.ts';
import { quantitySchema, rangeSchema } from '../../src/units/schema.ts';
import { writeQuantity } from '../../src/units/write.ts';

const kinds = ['duration', 'size', 'share', 'size-per-operation', 'size-per-hour'] as const satisfies readonly QuantityKind[];
const kind = fc.constantFrom(...kinds);
const amount = fc.oneof(fc.nat(), fc.double({ min: 0, max: 1e15, noNaN: true }), fc.double({ min: 0, max: 1e-3, noNaN: true }));
const written = fc
  .tuple(kind, fc.nat({ max: 1_000_000 }), fc.option(fc.stringMatching(/^\d{1,4}$/), { nil: '' }), fc.nat(), fc.constantFrom('', ' '))
  .map(([of, whole, fraction, unit, space]) => {
    const units = unitsOf(of);
    return { of, text: `${whole}${fraction === '' ? '' : `.${fraction}`}${space}${units[unit % units.length]}` };
  });

describe('quantities', () => {
  it('are read back as the number that was written', () => {
    fc.assert(
      fc.property(kind, amount, (of, value) => {
        expect(parseQuantity(of, writeQuantity(of, value))).toBe(value);
      }),
    );
  });

  it('keep their meaning when what was read is written again, in any mix', () => {
    fc.assert(
      fc.property(fc.array(written), (texts) => {
        for (const { of, text } of texts) {
          const value = parseQuantity(of, text);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(parseQuantity(of, writeQuantity(of, value ?? Number.NaN))).toBe(value);
        }
      }),
    );
  });

  it('are decoded within their bounds only, and encoded back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (ms) => {
        const schema = quantitySchema('duration', '100ms', '10s');
        const decoded = schema.safeDecode(`${ms}ms`);
        expect(decoded.success).toBe(ms >= 100 && ms <= 10_000);
        if (decoded.success) expect(schema.decode(schema.encode(decoded.data))).toBe(ms);
      }),
    );
  });

  it('are never read from a text without a unit of their kind', () => {
    fc.assert(
      fc.property(kind, fc.string({ unit: 'binary' }), (of, text) => {
        const value = parseQuantity(of, text);
        if (value !== undefined) expect(unitsOf(of).some((unit) => text.trim().endsWith(unit))).toBe(true);
      }),
    );
  });
});

describe('ranges', () => {
  it('are read exactly when they lie within the bounds, the smaller end first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (min, max) => {
        const decoded = rangeSchema(1, 50).safeDecode(`${min}..${max}`);
        expect(decoded.success).toBe(min >= 1 && min <= max && max <= 50);
        if (decoded.success) expect(decoded.data).toEqual({ min, max });
      }),
    );
  });

  it('begin at the lowest number when one number is given, as text or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (max) => {
        expect(rangeSchema(1, 50).decode(max)).toEqual({ min: 1, max });
        expect(rangeSchema(1, 50).decode(String(max))).toEqual({ min: 1, max });
      }),
    );
  });

  it('come back from their text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.nat({ max: 50 }), (min, more) => {
        const range = { min, max: min + more };
        expect(rangeSchema(1, 100).decode(rangeSchema(1, 100).encode(range))).toEqual(range);
      }),
    );
  });
});
