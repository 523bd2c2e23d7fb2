import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { compileRequest } from '../../../src/driver/http/request.ts';
import { compileTemplate } from '../../../src/driver/http/template.ts';
import type { TemplateValues } from '../../../src/model/session.ts';
import { operation, values } from '../../support/operations.ts';

const identity = (value: string): string => value;
const anyValues = fc.record({ uuid: fc.string(), n: fc.nat(), key: fc.string({ unit: 'binary' }) });
const spec = (given: Parameters<typeof operation>[1]) => operation('x', given).spec;

describe('a template', () => {
  it('leaves a text without placeholders as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        anyValues,
        (text, given) => {
          expect(compileTemplate(text, identity)(given)).toBe(text);
        },
      ),
    );
  });

  it('fills every placeholder, wherever it stands, with the encoded value', () => {
    const piece = fc.oneof(fc.constantFrom('{{uuid}}', '{{n}}', '{{ key }}'), fc.stringMatching(/^[a-z/ "]*$/));
    fc.assert(
      fc.property(fc.array(piece), anyValues, (pieces, given) => {
        const expected = pieces.map((text) => {
          if (text === '{{uuid}}') return `<${given.uuid}>`;
          if (text === '{{n}}') return `<${given.n}>`;
          return text === '{{ key }}' ? `<${given.key}>` : text;
        });
        expect(compileTemplate(pieces.join(''), (value) => `<${value}>`)(given)).toBe(expected.join(''));
      }),
    );
  });

  it('leaves unknown names alone', () => {
    expect(compileTemplate('{{user}} {{}} {n} {{n}', identity)(values)).toBe('{{user}} {{}} {n} {{n}');
  });
});

describe('a filled request', () => {
  it('has a path of visible ASCII whatever key and path are', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(wellFormed, wellFormed, (text, key) => {
        const given: TemplateValues = { ...values, key };
        const { path } = compileRequest(spec({ path: `/${text}/{{key}}` }), '/base').prepare(given, '');
        expect(path).toMatch(/^\/base\/[\x21-\x7e]*$/);
        expect(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))).toBe(key);
      }),
    );
  });

  it('has a JSON body that parses back to the values', () => {
    const request = compileRequest(
      spec({ headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: '{"id":"{{key}}","n":{{n}}}' }),
      '',
    );
    fc.assert(
      fc.property(anyValues, (given) => {
        expect(JSON.parse(request.prepare(given, '').body ?? '')).toEqual({ id: given.key, n: given.n });
      }),
    );
  });

  it('has a form body that parses back to the values', () => {
    const request = compileRequest(
      spec({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'id={{key}}&n={{n}}' }),
      '',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        const given: TemplateValues = { ...values, key };
        expect(new URLSearchParams(request.prepare(given, '').body ?? '').get('id')).toBe(key);
      }),
    );
  });

  it('never breaks a header in two', () => {
    const request = compileRequest(spec({ headers: { 'X-Key': 'a{{key}}b' } }), '');
    fc.assert(
      fc.property(anyValues, (given) => {
        expect(request.prepare(given, '').headers['x-key']).not.toMatch(/[\r\n]/);
      }),
    );
  });

  it("joins the user's cookies to those of the operation", () => {
    const request = compileRequest(spec({ headers: { Cookie: 'theme=dark' } }), '');
    expect(request.prepare(values, 'sid=1').headers).toEqual({ cookie: 'theme=dark; sid=1' });
    expect(request.prepare(values, '').headers).toEqual({ cookie: 'theme=dark' });
    expect(compileRequest(spec({}), '').prepare(values, 'sid=1').headers).toEqual({ cookie: 'sid=1' });
  });

  it('keeps what is percent-encoded already', () => {
    expect(compileRequest(spec({ path: '/a%20b?q=ä c&r={{key}}' }), '').prepare(values, '').path).toBe('/a%20b?q=%C3%A4%20c&r=k%201');
  });
});
