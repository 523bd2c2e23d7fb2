import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { wordsOf } from '../../../src/driver/redis/words.ts';

const quoted = (word: string): string => `"${word.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

describe('the words of a command', () => {
  it('come back from quotes, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
        expect(wordsOf(words.map(quoted).join(' '))).toEqual(words);
      }),
    );
  });

  it('are split on any blanks, and a text without quotes and blanks is one', () => {
    const plain = fc.stringMatching(/^[!#-&(-z|}~]{1,9}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, fc.stringMatching(/^[ \t\n]{1,3}$/)), { minLength: 1 }), (pairs) => {
        expect(wordsOf(pairs.flat().join(''))).toEqual(pairs.map(([word]) => word));
      }),
    );
  });

  it('never end in the middle of a quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const isWhole = wordsOf(text) !== undefined;
        expect(wordsOf(`${text} 'it'`) !== undefined || !isWhole).toBe(true);
        if (isWhole) expect(wordsOf(`${text} "`)).toBeUndefined();
      }),
    );
  });

  it.each([
    ['SET "a b" \'c "d"\' e', ['SET', 'a b', 'c "d"', 'e']],
    ['GET k:{{ key }}:x', ['GET', 'k:{{ key }}:x']],
    ['SET k ""', ['SET', 'k', '']],
    ['SET k "a\\nb\\"\\\\"', ['SET', 'k', 'a\nb"\\']],
    ['SET k {"a":1}', ['SET', 'k', '{a:1}']],
    ['   ', []],
  ])('of %s are %j', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('of a list are its texts and numbers', () => expect(wordsOf(['SET', 'a b', 5])).toEqual(['SET', 'a b', '5']));
});
