import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FrameReader, type Told } from '../../../src/driver/exec/frames.ts';

/** What the launcher packs. */
function frame(letter: string, number: number, rest: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt32BE(5 + rest.length);
  head.write(letter, 4, 'latin1');
  head.writeUInt32BE(number, 5);
  return Buffer.concat([head, rest]);
}

function pid(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

describe('frames', () => {
  it('are the same however they are cut', () => {
    const one = fc.record({ number: fc.nat(), pid: fc.nat() });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (all, cuts) => {
        const bytes = Buffer.concat(all.map((given) => frame('S', given.number, pid(given.pid))));
        const reader = new FrameReader(100);
        const told: Told[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const length = cuts[turn % cuts.length] ?? 1;
          told.push(...(reader.feed(bytes.subarray(at, at + length)) ?? []));
          at += length;
        }
        expect(told).toEqual(all.map((given) => ({ kind: 'living', ...given })));
      }),
    );
  });

  it('of whatever bytes never throw, and are never longer than may be', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 10 }), (chunks) => {
        const reader = new FrameReader(30);
        for (const chunk of chunks) if (reader.feed(Buffer.from(chunk)) === undefined) return;
      }),
    );
    expect(new FrameReader(30).feed(Buffer.from([0, 0, 0, 31, 0]))).toBeUndefined();
    expect(new FrameReader(90).feed(frame('E', 1, Buffer.alloc(66, 255)))).toBeUndefined();
  });
});
