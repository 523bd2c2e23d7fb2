import * as fc from 'fast-check';

/** A text that was a good document once: cut, overwritten, repeated or with strange bytes in it. */
export function mutilated(good: string): fc.Arbitrary<string> {
  const position = fc.nat(good.length);
  const piece = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom('{', '}', '[', ']', '"', ':', ',', 'null', '-1', '1e999', '"__proto__":', '\u0000', '\uD800', '\\'),
  );
  return fc.oneof(
    position.map((end) => good.slice(0, end)),
    fc.tuple(position, fc.nat(20), piece).map(([at, length, text]) => good.slice(0, at) + text + good.slice(at + length)),
    fc.tuple(position, position).map(([a, b]) => good.slice(0, a) + good.slice(b)),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('utf8')),
    fc.json({ maxDepth: 5 }),
  );
}
