import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lookUp, parseJsonPath } from '../../src/driver/json-path.ts';

describe('a JSON path', () => {
  it.each([
    ['$', []],
    ['$.a', ['a']],
    ['$.a.b[0]', ['a', 'b', 0]],
    ["$.a.b[0]['c d']", ['a', 'b', 0, 'c d']],
    ['$["it\'s"].x-y', ["it's", 'x-y']],
    ["$['it\\'s']", ["it's"]],
    ['$[12][3]', [12, 3]],
  ])('reads %s', (text, path) => {
    expect(parseJsonPath(text)).toEqual(path);
  });

  it.each(['', 'a', '$.', '$..a', '$[', '$[-1]', '$[a]', "$['a]", '$.a b', '$a', '$.a[*]', ' $'])('refuses %j', (text) => {
    expect(parseJsonPath(text)).toBeUndefined();
  });

  it('finds own properties and array elements only', () => {
    const document = { a: [{ 'c d': 4 }], text: 'abc' };
    const find = (text: string): unknown => lookUp(parseJsonPath(text) ?? [], document);
    expect(find("$.a[0]['c d']")).toBe(4);
    expect(find('$')).toBe(document);
    expect(find('$.constructor')).toBeUndefined();
    expect(find('$.__proto__')).toBeUndefined();
    expect(find('$.a.length')).toBe(1);
    expect(find('$.text.length')).toBeUndefined();
    expect(find('$.a[1].x')).toBeUndefined();
    expect(lookUp(['a', 0], { a: { 0: 'not a list' } })).toBeUndefined();
  });

  it('finds every leaf of any document by the path that leads there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (document) => {
        for (const [path, leaf] of leaves(document)) {
          const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step.replace(/[\\']/g, '\\$&')}']`)).join('');
          const parsed = parseJsonPath(`$${text}`);
          expect(parsed).toEqual(path);
          expect(lookUp(parsed ?? [], document)).toBe(leaf);
        }
      }),
      // A dot in a regular expression stops at line breaks: names with one are read all the same.
      { examples: [[{ 'a\nb': { '\\\u2028': 1 } }]] },
    );
  });

  it('reads or refuses any text without throwing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => parseJsonPath(`$${text}`)).not.toThrow();
      }),
    );
  });
});

function leaves(document: unknown, path: readonly (string | number)[] = []): readonly (readonly [readonly (string | number)[], unknown])[] {
  if (Array.isArray(document)) return document.flatMap((item, index) => leaves(item, [...path, index]));
  if (typeof document === 'object' && document !== null)
    return Object.entries(document).flatMap(([key, item]) => leaves(item, [...path, key]));
  return [[path, document]];
}
