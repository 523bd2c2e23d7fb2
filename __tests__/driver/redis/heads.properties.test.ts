import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Heads, type HeadProgress } from '../../../src/driver/redis/heads.ts';

const line = fc.stringMatching(/^[^\r\n]{0,9}$/);
const { reply } = fc.letrec<{ reply: string }>((tie) => ({
  reply: fc.oneof(
    { maxDepth: 4 },
    line.map((text) => `+${text}\r\n`),
    line.map((text) => `-ERR ${text}\r\n`),
    fc.integer().map((count) => `:${count}\r\n`),
    fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `$${Buffer.byteLength(text)}\r\n${text}\r\n`),
    fc.constantFrom('$-1\r\n', '*-1\r\n', '*0\r\n', '$0\r\n\r\n'),
    fc.array(tie('reply'), { maxLength: 4 }).map((all) => `*${all.length}\r\n${all.join('')}`),
  ),
}));

/** The bytes in pieces that end where `cuts` say. */
function pieces(text: string, cuts: readonly number[]): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].toSorted((one, other) => one - other);
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
}

function feed(heads: Heads, text: string, cuts: readonly number[] = []): HeadProgress {
  const all = pieces(text, cuts).map((piece) => heads.feed(piece));
  return all.find((progress) => progress !== 'fine') ?? 'fine';
}

const cuts = fc.array(fc.nat(), { maxLength: 9 });

describe('the heads of an answer', () => {
  it('are fine wherever it is cut, and nothing else is taken for one', () => {
    fc.assert(
      fc.property(fc.array(reply, { minLength: 1, maxLength: 5 }), cuts, (replies, where) => {
        const heads = new Heads(1_000_000);
        expect(feed(heads, replies.join(''), where)).toBe('fine');
        // At the end of the last reply, and nowhere else, another one begins.
        expect(heads.feed(Buffer.from('?'))).toBe('broken');
      }),
    );
  });

  it('never announce more than the bound in all, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('$', '*'),
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.constantFrom('*1\r\n', '*9\r\n'), { maxLength: 50 }),
        cuts,
        (kind, over, before, where) => {
          const announced = before.reduce((sum, head) => sum + Number(head[1]), 0);
          const heads = new Heads(1_000);
          expect(feed(heads, `${before.join('')}${kind}${1_000 - announced + over}\r\n`, where)).toBe('too-large');
          const another = new Heads(1_000);
          expect(feed(another, `${before.join('')}${kind}${1_000 - announced}\r\n`, where)).toBe('fine');
        },
      ),
    );
  });

  it('begin anew with each answer', () => {
    const heads = new Heads(10);
    expect(feed(heads, '*8\r\n')).toBe('fine');
    heads.begin();
    expect(feed(heads, '*8\r\n')).toBe('fine');
    expect(feed(heads, '*8\r\n')).toBe('too-large');
  });

  it.each(['H', '$\r\n', '$x', '*1-', '$+1\r\n', '\r\n', '%1\r\n'])('are broken by %j', (text) => {
    expect(feed(new Heads(100), text)).toBe('broken');
  });

  it.each(['$99999999999999999999999999999', '*30000000', '$101'])('are too large by %j alone', (text) => {
    expect(feed(new Heads(100), text)).toBe('too-large');
  });
});
