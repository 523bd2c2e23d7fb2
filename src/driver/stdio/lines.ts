import type { Failure } from '../failure.ts';
import { Lines } from '../lines.ts';
import type { FrameParts, Frames } from './frames.ts';

/** A message a line; empty lines are passed over. */
export function openLines({ take, maxBytes, tooLarge }: FrameParts): Frames {
  const lines = new Lines((line, bytes) => {
    if (/\S/.test(line)) take(line, bytes);
  }, maxBytes);
  return {
    feed: (bytes): Failure | null => (lines.feed(bytes) ? null : tooLarge),
    get isHalf() {
      return lines.isHalf;
    },
  };
}
