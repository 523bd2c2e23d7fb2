import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compileValue } from '../../../src/driver/postgres/compile-value.ts';
import { nameFailure } from '../../../src/driver/postgres/name-failure.ts';
import { readAddress, sayAddress } from '../../../src/driver/postgres/address.ts';
import type { TemplateValues } from '../../../src/model/session.ts';
import { values } from '../../support/operations.ts';

const fill = (source: string, x: string, given: Partial<TemplateValues> = {}): unknown => {
  const bound = compileValue(source)({ ...values, ...given }, 0);
  return typeof bound === 'string' ? { kind: 'text', text: bound } : bound({ columns: [{ name: 'x', dataTypeID: 25 }], rows: [[x]] });
};

describe('a value of a statement', () => {
  it('counts exactly, however large the number that was read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 39n), max: 10n ** 39n }), fc.integer({ min: -999_999_999, max: 999_999_999 }), (read, by) => {
        expect(fill(`{{read.x${by < 0 ? '' : '+'}${by}}}`, String(read))).toEqual({ kind: 'text', text: String(read + BigInt(by)) });
      }),
    );
  });

  it('takes whatever was read or given as it stands, and looks for no templates in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('{{uuid}}', '{{read.x}}', '{{n}}', '{{read.x+1}}'), (text, template) => {
        const hostile = `${text}${template}`;
        expect(fill('<{{read.x}}|{{key}}>', hostile, { key: hostile })).toEqual({ kind: 'text', text: `<${hostile}|${hostile}>` });
      }),
    );
  });

  it('is never told with a failure', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4 }).filter((text) => !/^[.…\s]*$/.test(text)),
        fc.constantFrom('22P02', 'P0001'),
        (value, code) => {
          const error = Object.assign(new Error(`one: "${value}"`), { code, severity: 'ERROR' });
          const { detail } = nameFailure(error, [value]);
          expect(detail).not.toContain(`"${value}"`);
          expect(detail).not.toMatch(/[\n\r]/);
        },
      ),
    );
  });
});

describe('an address', () => {
  it('is told without its password, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (password) => {
        const secret = `~${password}~`;
        const address = readAddress(`postgres://app:${encodeURIComponent(secret)}@localhost/shop`, 1);
        expect(address).toMatchObject({ password: secret, user: 'app', host: 'localhost', port: 5_432, database: 'shop' });
        expect(address === undefined ? '' : sayAddress(address)).toBe('app@localhost:5432/shop');
      }),
    );
  });

  it('has its port filled in, and no other place', () => {
    expect(readAddress('postgres://a:b@127.0.0.1:${PORT}/d', 4_711)?.port).toBe(4_711);
    expect(readAddress('postgresql://a@[::1]:5433', 1)).toMatchObject({ host: '::1', port: 5_433, database: 'a', password: '' });
    for (const wrong of [
      'postgres://a:${PORT}@127.0.0.1/d',
      'postgres://a@127.0.0.1/${PORT}',
      'postgres://a@127.0.0.999/d',
      'postgres://a@localhost.example/d',
    ]) {
      expect(readAddress(wrong, 4_711)).toBeUndefined();
    }
  });
});
