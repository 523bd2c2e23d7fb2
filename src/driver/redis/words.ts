import type { CommandGiven } from './given.ts';

/**
 * The words of a command: a text is split on blanks. `"…"` holds blanks and knows `\n`, `\r`, `\t`, `\"` and `\\`; `'…'` holds
 * everything but itself; the blanks in `{{ key }}` split nothing. Undefined where a quote is never closed.
 */
export function wordsOf(given: CommandGiven): readonly string[] | undefined {
  return typeof given === 'string' ? splitWords(given) : given.map(String);
}

const pieces = /\s+|\{\{[^{}]*\}\}|"((?:[^"\\]|\\[^])*)"|'([^']*)'|(["'])|[^\s"'{]+|\{/gy;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function splitWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  /** Null between two words: an empty one may stand in quotes. */
  let word: string | null = null;
  for (const [whole, double, single, open] of text.matchAll(pieces)) {
    if (open !== undefined) return undefined;
    if (/^\s/.test(whole)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + (double === undefined ? (single ?? whole) : unescape(double));
  }
  return word === null ? words : [...words, word];
}

function unescape(text: string): string {
  return text.replace(/\\([^])/g, (_, letter: string) => escapes[letter] ?? letter);
}
