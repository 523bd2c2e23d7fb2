import type { Readable } from 'node:stream';
import { openNeedle } from './needle.ts';
import { openTail } from './tail.ts';

/** What a process prints, read on and on so that it never blocks. */
export interface Capture {
  lines(): readonly string[];
  /** Resolves when the text looked for was printed. */
  readonly found: Promise<void>;
  /** Resolves when nobody can print any more. */
  readonly complete: Promise<void>;
  close(): void;
}

/** Reads streams to their end and keeps a tail; looks out for a text unless it is empty. */
export function capture(streams: readonly Readable[], text: string): Capture {
  const tail = openTail();
  const hasSeen = text === '' ? () => false : openNeedle(text);
  let find = (): void => undefined;
  const found = new Promise<void>((resolve) => {
    find = resolve;
  });
  const ends = streams.map(
    (stream) =>
      new Promise<void>((resolve) => {
        stream.once('close', resolve);
        stream.on('error', () => undefined); // `close` follows
        stream.on('data', (bytes: Buffer) => {
          tail.push(bytes);
          if (hasSeen(bytes)) find();
        });
      }),
  );
  return {
    lines: () => tail.lines(),
    found,
    complete: Promise.all(ends).then(() => undefined),
    close: () => {
      for (const stream of streams) stream.destroy();
    },
  };
}
