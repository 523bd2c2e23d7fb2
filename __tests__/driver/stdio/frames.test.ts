import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/driver/failure.ts';
import { openFrames } from '../../../src/driver/stdio/open-frames.ts';
import type { Framing } from '../../../src/model/stdio.ts';

const tooLarge: Failure = { error: 'too-large', detail: 'too large' };
const lines: Framing = { kind: 'lines' };
const framed: Framing = { kind: 'content-length' };
const prompt: Framing = { kind: 'prompt', prompt: '>>> ', echo: false };

function read(
  framing: Framing,
  texts: readonly string[],
  maxBytes = 1_000,
): { readonly messages: readonly string[]; readonly failure: Failure | null } {
  const messages: string[] = [];
  const frames = openFrames(framing, { take: (text) => messages.push(text), maxBytes, tooLarge });
  const failure = texts.map((text) => frames.feed(Buffer.from(text))).findLast(() => true) ?? null;
  return { messages, failure };
}

describe('framings', () => {
  it('lines: empty ones are passed over, and a carriage return belongs to the line', () => {
    expect(read(lines, ['1\n\n \r\n', '2\r\n3'])).toEqual({ messages: ['1', '2\r'], failure: null });
  });

  it('content-length: other heads are passed over, names are in any case, a body may be empty', () => {
    const text = 'Content-Type: a/b\r\ncontent-LENGTH: 2\r\n\r\n{}Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\né';
    expect(read(framed, [text])).toEqual({ messages: ['{}', '', 'é'], failure: null });
  });

  it.each([
    ['a line of no head', 'Listening on 1234\n'],
    ['a head of line feeds alone', 'Content-Length: 2\n\n{}'],
    ['a head without a length', 'Content-Type: a/b\r\n\r\n{}'],
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}'],
    ['a length that is no number', 'Content-Length: -2\r\n\r\n{}'],
    ['a head without an end', `A: ${'x'.repeat(9_000)}`],
  ])('content-length: %s breaks the protocol', (_, text) => {
    const { messages, failure } = read(framed, [text]);
    expect({ messages, error: failure?.error }).toEqual({ messages: [], error: 'protocol' });
  });

  it('prompt: what comes before it is the answer, without its last line break', () => {
    expect(read(prompt, ['hello\n>>', '> 1\n2\r\n>>> >>> ', 'half'])).toEqual({ messages: ['hello', '1\n2', ''], failure: null });
  });

  it.each([
    ['a line', lines, 'x'.repeat(600)],
    ['what a prompt should end', prompt, 'x'.repeat(6_000)],
    ['a body that says how large it is', framed, 'Content-Length: 100000000\r\n\r\n'],
  ])('%s that passes the cap is not kept, whatever comes after it', (_, framing, text) => {
    expect(read(framing, [text, text, '\n>>> \n'])).toEqual({ messages: [], failure: tooLarge });
  });

  it('a line of as many bytes as allowed is read, one more is not', () => {
    expect(read(lines, ['x'.repeat(5), 'x'.repeat(5), '\n'], 10).messages).toEqual(['x'.repeat(10)]);
    expect(read(lines, ['x'.repeat(11), '\n'], 10).failure).toEqual(tooLarge);
  });

  it('a hundred megabytes in pieces hold no more than allowed', () => {
    const frames = openFrames(lines, { take: () => undefined, maxBytes: 1_000_000, tooLarge });
    const piece = Buffer.alloc(65_536, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (let sent = 0; sent < 100_000_000; sent += piece.length) frames.feed(piece);
    expect(frames.feed(piece)).toEqual(tooLarge);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
  });
});
