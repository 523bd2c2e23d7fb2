import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../src/driver/failure.ts';
import { openFrames } from '../../../src/driver/stdio/open-frames.ts';
import type { Framing } from '../../../src/model/stdio.ts';

const tooLarge: Failure = { error: 'too-large', detail: 'too large' };
const maxBytes = 300;

const framings: readonly Framing[] = [
  { kind: 'lines' },
  { kind: 'content-length' },
  { kind: 'prompt', prompt: '>>> ', echo: false },
  { kind: 'prompt', prompt: '^(?:>>>|\\.\\.\\.) ', echo: false },
];

/** Messages, and after them whether something is half or what broke. */
function read(
  framing: Framing,
  pieces: readonly Buffer[],
): { messages: readonly (readonly [string, number])[]; failure: Failure | null; isHalf: boolean } {
  const messages: (readonly [string, number])[] = [];
  const frames = openFrames(framing, { take: (text, bytes) => messages.push([text, bytes]), maxBytes, tooLarge });
  let failure: Failure | null = null;
  for (const piece of pieces) failure = frames.feed(piece);
  return { messages, failure, isHalf: failure === null && frames.isHalf };
}

function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

const words = fc.constantFrom(
  '>>> ',
  '... ',
  '>>',
  '\n',
  '\r\n',
  '\r\n\r\n',
  ' ',
  '{"a":1}',
  'Content-Length: 3',
  'content-length:0',
  'Content-Length: 400',
  'x'.repeat(150),
  'é',
  '😀',
  '.',
);
const texts = fc
  .array(fc.oneof({ weight: 4, arbitrary: words }, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 30 })
  .map((all) => all.join(''));
const outputs = fc.oneof(
  texts.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(texts, { maxLength: 6 })
    .map((all) => Buffer.concat(all.map((text) => Buffer.from(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)))),
);
const cuts = fc.oneof(fc.array(fc.nat(2_000), { maxLength: 8 }), fc.constant(Array.from({ length: 2_000 }, (_, at) => at)));

describe.each(framings.map((framing) => ({ framing, name: JSON.stringify(framing) })))('the messages of $name', ({ framing }) => {
  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(outputs, cuts, (bytes, places) => {
        expect(read(framing, cut(bytes, places))).toEqual(read(framing, [bytes]));
      }),
      { numRuns: 400 },
    );
  });

  it('come back as they were written, and none is larger than allowed', () => {
    const own = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => !/[\r\n>.]/.test(text) && /\S/.test(text));
    const write = (text: string): string =>
      framing.kind === 'lines'
        ? `${text}\n`
        : framing.kind === 'prompt'
          ? `${text}\n>>> `
          : `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    fc.assert(
      fc.property(fc.array(own, { maxLength: 10 }), cuts, (all, places) => {
        const seen = read(framing, cut(Buffer.from(all.map(write).join('')), places));
        expect(seen.messages.map(([text]) => text)).toEqual(all);
        expect(seen).toMatchObject({ failure: null, isHalf: false });
      }),
      { numRuns: 100 },
    );
  });
});
