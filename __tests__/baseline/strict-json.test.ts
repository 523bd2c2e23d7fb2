import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notJson, parseStrictly } from '../../src/baseline/strict-json.ts';

describe('strict JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        fc.pre(!text.includes('__proto__'));
        expect(parseStrictly(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,"a":2}'],
    ['{"a":1,"\\u0061":2}'],
    ['[{"x":{"a":1 ,\n "b":2, "a" :3}}]'],
    ['{"__proto__":{}}'],
    ['{"\\u005f_proto__":{}}'],
    ['{"a":'.repeat(65) + '1' + '}'.repeat(65)],
    ['{'],
    [''],
    ['\u0000'],
    ['{"a":1}x'],
  ])('refuses %s', (text) => {
    expect(parseStrictly(text)).toBe(notJson);
  });

  it.each([
    ['{"a":{"a":1},"b":{"a":2}}'],
    ['["a","a",{"b":"b"}]'],
    ['{"a":"\\"a\\":1,","b":"\\\\"}'],
    ['"__proto__"'],
    ['{"constructor":1}'],
  ])('accepts %s', (text) => {
    expect(parseStrictly(text)).toEqual(JSON.parse(text));
  });
});
