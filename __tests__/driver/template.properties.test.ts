import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { prepare, type PreparedRequest } from '../../src/driver/http/compat/prepare.ts';
import { compileWire } from '../../src/driver/http/own/wire.ts';
import { compileRequest } from '../../src/driver/http/request.ts';
import { compileTemplate } from '../../src/driver/template.ts';
import type { TemplateValues } from '../../src/model/session.ts';
import { operation, values } from '../support/operations.ts';

const identity = (value: string): string => value;
const anyValues = fc.record(
  { uuid: fc.string(), n: fc.nat(), key: fc.string({ unit: 'binary' }), last: fc.string(), payload: fc.stringMatching(/^[A-Za-z0-9_-]*$/) },
  { requiredKeys: ['uuid', 'n', 'key'] },
);

type Given = Parameters<typeof operation>[1];
type Fill = (given: Given, values: TemplateValues, basePath?: string, cookie?: string, user?: number) => PreparedRequest;

const compile = (given: Given, basePath = '') => compileRequest(operation('x', given).spec, basePath);

/** As undici is given it. */
const forCompat: Fill = (given, filled, basePath = '', cookie = '', user = 3) => prepare(compile(given, basePath), filled, user, cookie);

/** As our own client writes it, read again. */
const forOwn: Fill = (given, filled, basePath = '', cookie = '', user = 3) => {
  const message = compileWire(compile(given, basePath), 'host').compose(filled, user, cookie);
  if (message.kind === 'unsendable') throw new Error(message.why);
  const bytes = Buffer.from(message.text, message.encoding);
  const end = bytes.indexOf('\r\n\r\n');
  const [line = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, method = '', path = ''] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(line) ?? [];
  const headers = Object.fromEntries(lines.map((text) => [text.slice(0, text.indexOf(': ')), text.slice(text.indexOf(': ') + 2)]));
  const body = bytes.subarray(end + 4);
  expect(headers['content-length'] ?? '0').toBe(String(body.length));
  for (const name of ['host', 'connection', 'content-length']) delete headers[name];
  return { method, path, headers, body: body.toString('utf8') };
};

describe('a template', () => {
  it('leaves a text without placeholders as it is', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('{{')),
        anyValues,
        (text, given) => {
          expect(compileTemplate(text, identity).text(given, 0)).toBe(text);
        },
      ),
    );
  });

  it('fills every placeholder, wherever it stands, with the encoded value', () => {
    const piece = fc.oneof(
      fc.constantFrom('{{uuid}}', '{{n}}', '{{ key }}', '{{user}}', '{{last}}', '{{payload}}'),
      fc.stringMatching(/^[a-z/ "]*$/),
    );
    fc.assert(
      fc.property(fc.array(piece), anyValues, (pieces, given) => {
        const expected = pieces.map((text) => {
          if (text === '{{uuid}}') return `<${given.uuid}>`;
          if (text === '{{n}}') return `<${given.n}>`;
          if (text === '{{user}}') return '<12>';
          // It needs no escape anywhere, and may be long.
          if (text === '{{payload}}') return given.payload ?? '';
          if (text === '{{last}}') return `<${given.last ?? ''}>`;
          return text === '{{ key }}' ? `<${given.key}>` : text;
        });
        expect(compileTemplate(pieces.join(''), (value) => `<${value}>`).text(given, 12)).toBe(expected.join(''));
      }),
    );
  });

  it('counts on from what was seen, as somebody reckoned, and from nothing where nothing was', () => {
    const template = compileTemplate('{"count":{{last+3}}}', identity);
    expect(template.text({ ...values, last: '45' }, 0)).toBe('{"count":45}');
    expect(template.text({ ...values, last: '' }, 0)).toBe('{"count":3}');
  });

  it('leaves unknown names alone', () => {
    expect(compileTemplate('{{users}} {{}} {n} {{n}', identity).text(values, 0)).toBe('{{users}} {{}} {n} {{n}');
  });

  it('knows what it depends on', () => {
    const varies = (text: string): string => compileTemplate(text, identity).varies;
    expect([varies('{{x}}'), varies('a {{user}} b {{user}}'), varies('{{user}} {{n}}')]).toEqual(['never', 'by-user', 'by-request']);
  });
});

describe.each([
  ['own', forOwn],
  ['compat', forCompat],
] as const)('a filled request (%s)', (_, fill) => {
  it('has a path of visible ASCII whatever key and path are', () => {
    const wellFormed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(wellFormed, wellFormed, (text, key) => {
        const { path } = fill({ path: `/${text}/{{key}}` }, { ...values, key }, '/base');
        expect(path).toMatch(/^\/base\/[\x21-\x7e]*$/);
        expect(decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))).toBe(key);
      }),
    );
  });

  it('has a JSON body that parses back to the values', () => {
    const given: Given = { headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: '{"id":"{{key}}","n":{{n}}}' };
    fc.assert(
      fc.property(anyValues, (filled) => {
        expect(JSON.parse(fill(given, filled).body ?? '')).toEqual({ id: filled.key, n: filled.n });
      }),
    );
  });

  it('has a form body that parses back to the values', () => {
    const given: Given = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'id={{key}}&n={{n}}' };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        expect(new URLSearchParams(fill(given, { ...values, key }).body ?? '').get('id')).toBe(key);
      }),
    );
  });

  it('never breaks a header in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', 'x', ':', ' ') }), (key) => {
        const { headers } = fill({ headers: { 'X-Key': 'a{{key}}b' } }, { ...values, key });
        expect(headers).toEqual({ 'user-agent': 'plimsoll', 'x-key': `a${key.replace(/[\r\n]/g, '')}b` });
      }),
    );
  });

  it("joins the user's cookies to those of the operation", () => {
    const agent = { 'user-agent': 'plimsoll' };
    const given: Given = { headers: { Cookie: 'theme=dark' } };
    expect(fill(given, values, '', 'sid=1').headers).toEqual({ ...agent, cookie: 'theme=dark; sid=1' });
    expect(fill(given, values).headers).toEqual({ ...agent, cookie: 'theme=dark' });
    expect(fill({}, values, '', 'sid=1').headers).toEqual({ ...agent, cookie: 'sid=1' });
  });

  it('gives each user what is its own', () => {
    const given: Given = {
      path: '/{{user}}',
      headers: { Authorization: 'Bearer token-{{user}}', 'User-Agent': 'u{{user}}' },
      body: '{{user}}',
    };
    expect(fill({ ...given, method: 'POST' }, values, '', '', 12)).toEqual({
      method: 'POST',
      path: '/12',
      headers: { 'user-agent': 'u12', authorization: 'Bearer token-12' },
      body: '12',
    });
  });

  it('keeps what is percent-encoded already', () => {
    expect(fill({ path: '/a%20b?q=ä c&r={{key}}' }, values).path).toBe('/a%20b?q=%C3%A4%20c&r=k%201');
  });
});
