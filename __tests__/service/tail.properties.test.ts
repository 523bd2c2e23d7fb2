import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openTail } from '../../src/service/tail.ts';

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
  fc
    .constantFrom('\u001b[31mred\u001b[0m', '\u001b]0;title\u0007', '::add-path::x\n', '\r\n', '\n', 'é')
    .map((text) => new TextEncoder().encode(text)),
  fc.nat(150_000).map((length) => new Uint8Array(length).fill(0x78)),
);

function tailOf(pieces: readonly Uint8Array[]): readonly string[] {
  const tail = openTail();
  for (const piece of pieces) tail.push(piece);
  return tail.lines();
}

it('whatever is printed: at most 200 lines of at most 400 characters, well-formed, without control characters but tab', () => {
  fc.assert(
    fc.property(fc.array(bytes), (pieces) => {
      const lines = tailOf(pieces);
      expect(lines.length).toBeLessThanOrEqual(200);
      for (const line of lines) {
        expect(line.length).toBeLessThanOrEqual(400);
        // oxlint-disable-next-line no-control-regex -- the law is about them
        expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/);
        expect(() => encodeURIComponent(line)).not.toThrow();
      }
    }),
  );
});

it('how the bytes were cut into pieces makes no difference', () => {
  fc.assert(
    fc.property(fc.array(bytes), (pieces) => {
      expect(tailOf(pieces)).toEqual(tailOf([Buffer.concat(pieces)]));
    }),
  );
});

it('short plain lines come back as they were printed, the last 200 of them', () => {
  const line = fc.stringMatching(/^[a-z :#[\]]{0,60}[a-z]$/);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 400 }), (lines) => {
      expect(tailOf([Buffer.from(lines.join('\n'))])).toEqual(lines.slice(-200));
    }),
  );
});
