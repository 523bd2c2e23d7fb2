import { breakCommands, cap, oneLine } from './line.ts';

/** A piece of a sentence: words that mean nothing to Markdown or HTML but `<`, `>` and `&`, or something to be set as code. */
export type Piece = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'code'; readonly text: string };

/** A line of text, whatever the format. Foreign text enters only through `read` and `code`. */
export type Phrase = readonly Piece[];

const longestName = 80;
const longestSentence = 400;
const harmless = /^[\p{L}\p{N}\p{M}\u2009.,;:!?()%±+\-–—−…·×≤≥≈→←"'’“”/=°²³]*$/u;
/** Links, issue and commit references and emoji names that GitHub would make of plain words; a colon of ours may follow and end such a name. */
const speaking = /:\/\/|www\.|\bgh-\d|:[\w+-]+:|:[a-z+-][\w+-]*$|^\W*(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\W*$/i;

/** Our own words. Never pass foreign text. */
export function words(text: string): Phrase {
  return text === '' ? [] : [{ kind: 'words', text }];
}

/** A foreign name, set as code. */
export function code(name: string, max: number = longestName): Phrase {
  const text = oneLine(name, max);
  return text === '' ? [] : [{ kind: 'code', text }];
}

/** A foreign sentence: what it sets in backticks stays code, and each word that could mean something to GitHub becomes code. */
export function read(sentence: string, max: number = longestSentence): Phrase {
  const parts = oneLine(sentence, max).split(/(`[^`]+`)/);
  return joined(parts.flatMap((part) => (/^`[^`]+`$/.test(part) ? codePiece(part.slice(1, -1)) : tokens(part))));
}

/** Phrases one after the other; give the spaces as words. */
export function joined(pieces: readonly Piece[]): Phrase {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === 'words' && piece.kind === 'words') result[result.length - 1] = { kind: 'words', text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

/** The phrase as plain text on one line. */
export function plain(phrase: Phrase): string {
  return breakCommands(phrase.map((piece) => piece.text).join(''));
}

/** A phrase of at most about `max` characters; pieces that do not fit are left out. */
export function shortened(phrase: Phrase, max: number): Phrase {
  const kept: Piece[] = [];
  let room = max;
  for (const piece of phrase) {
    if (room <= 1) break;
    kept.push({ kind: piece.kind, text: cap(piece.text, room) });
    room -= piece.text.length;
  }
  return kept;
}

/** A sentence as part of another: no full stop, no capital. */
export function clause(phrase: Phrase): Phrase {
  return edges(phrase, (first) =>
    /^\p{Lu}\p{Ll}/u.test(first) || first.startsWith('A ') ? first.charAt(0).toLowerCase() + first.slice(1) : first,
  );
}

/** A sentence of its own: a capital, no full stop (a heading has none). */
export function opening(phrase: Phrase): Phrase {
  return edges(phrase, (first) => (/^\p{Ll}+[ ,]/u.test(first) ? first.charAt(0).toUpperCase() + first.slice(1) : first));
}

function edges(phrase: Phrase, change: (first: string) => string): Phrase {
  return phrase.map((piece, index) => {
    if (piece.kind === 'code') return piece;
    const start = index === 0 ? change(piece.text) : piece.text;
    return { kind: 'words', text: index === phrase.length - 1 ? start.replace(/[\s.]+$/, '') : start };
  });
}

function tokens(text: string): readonly Piece[] {
  return text.split(/( +)/).flatMap((token) => (isPlain(token) ? words(token) : codePiece(token)));
}

function isPlain(token: string): boolean {
  return /^(?: *|<|>|<=|>=|&)$/.test(token) || (harmless.test(token) && !speaking.test(token));
}

function codePiece(text: string): Phrase {
  const inner = text.trim();
  return inner === '' ? [] : [{ kind: 'code', text: inner }];
}
