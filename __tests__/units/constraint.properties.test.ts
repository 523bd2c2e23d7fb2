import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConstraint, writeConstraint } from '../../src/units/constraint.ts';
import { anyConstraint } from './any-constraint.ts';

describe('a constraint as text', () => {
  it('is read back exactly', () => {
    fc.assert(
      fc.property(anyConstraint, (constraint) => {
        expect(readConstraint(writeConstraint(constraint))).toStrictEqual({ kind: 'constraint', constraint });
      }),
      { numRuns: 1_000 },
    );
  });

  it('is one word of ASCII that means nothing inside the quotes of a shell, of Markdown and of HTML', () => {
    fc.assert(
      fc.property(anyConstraint, (constraint) => {
        expect(writeConstraint(constraint)).toMatch(/^[a-z]+=[A-Za-z0-9./@+-]+$/);
      }),
    );
  });

  it('is read within its bounds or refused with what was expected, however it is mangled', () => {
    const mangled = fc
      .tuple(
        anyConstraint,
        fc.nat(),
        fc.nat({ max: 6 }),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3 }),
          fc.constantFrom('e-9', '/s', '+', '@', '=', '99999999', 'MB', 'ms', '-1', '.5'),
        ),
      )
      .map(([constraint, at, length, put]) => {
        const text = writeConstraint(constraint);
        const from = at % text.length;
        return text.slice(0, from) + put + text.slice(from + length);
      });
    fc.assert(
      fc.property(fc.oneof(mangled, fc.string({ unit: 'binary' })), (text) => {
        const read = readConstraint(text);
        if (read.kind === 'refused') {
          expect(read.expected).not.toBe('');
          return;
        }
        for (const value of Object.values(read.constraint)) {
          if (typeof value === 'number') expect(value >= 0 && value <= 1_024 ** 4).toBe(true);
        }
        expect(readConstraint(writeConstraint(read.constraint))).toStrictEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });
});
