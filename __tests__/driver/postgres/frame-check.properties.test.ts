import * as fc from 'fast-check';
import { describe, it } from 'vitest';

import { FrameCheck } from '../../../src/driver/postgres/frame-check.ts';

function frame(kind: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const text = fc.string({ maxLength: 12 }).map((value) => Buffer.from(`${value.replaceAll('\0', '')}\0`));
const column = text.map((name) => Buffer.concat([name, Buffer.alloc(18, 1)]));
const sound = fc.oneof(
  text.map((tag) => frame('C', tag)),
  fc.tuple(text, text).map((pair) => frame('S', Buffer.concat(pair))),
  fc
    .array(
      text.map((value) => Buffer.concat([Buffer.from('M'), value])),
      { maxLength: 4 },
    )
    .map((fields) => frame('E', Buffer.concat([...fields, Buffer.alloc(1)]))),
  fc.array(column, { maxLength: 4 }).map((columns) => frame('T', Buffer.concat([Buffer.from([0, columns.length]), ...columns]))),
  fc.uint8Array({ maxLength: 300 }).map((row) => frame('D', Buffer.from(row))),
  fc.constant(frame('R', Buffer.concat([Buffer.from([0, 0, 0, 10]), Buffer.from('SCRAM-SHA-256\0\0')]))),
  fc.constant(frame('Z', Buffer.from('I'))),
);
const messages = fc.array(sound, { minLength: 1, maxLength: 8 }).map((all) => Buffer.concat(all));

/** Whether all of it may be handed on when it comes in pieces of these sizes. */
function acceptsInPieces(bytes: Buffer, sizes: readonly number[]): boolean {
  const check = new FrameCheck();
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1);
    if (!check.accepts(bytes.subarray(at, end))) return false;
    at = end;
  }
  return true;
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

describe('what a server sends', () => {
  it('is handed on where it is sound, however it is cut', () => {
    fc.assert(fc.property(messages, sizes, (bytes, cuts) => acceptsInPieces(bytes, cuts)));
  });

  it('is refused where a text does not end within its frame, however it is cut', () => {
    const endless = fc.constantFrom(
      frame('C', Buffer.from('SELECT 1')),
      frame('S', Buffer.from('name\0value')),
      frame('E', Buffer.from('Mnever')),
      frame('E', Buffer.from('Mends\0')),
      frame('A', Buffer.from('\0\0\0\u0001channel\0')),
      frame('T', Buffer.concat([Buffer.from([0, 2]), Buffer.from('a\0'), Buffer.alloc(18)])),
      frame('R', Buffer.concat([Buffer.from([0, 0, 0, 10]), Buffer.from('SCRAM-SHA-256\0')])),
      Buffer.from([0x5a, 0, 0, 0, 3]),
      Buffer.from('HTTP/1.1 200 OK'.replace('H', '!')),
    );
    fc.assert(
      fc.property(
        messages,
        endless,
        messages,
        sizes,
        (before, bytes, after, cuts) => !acceptsInPieces(Buffer.concat([before, bytes, after]), cuts),
      ),
    );
  });
});
