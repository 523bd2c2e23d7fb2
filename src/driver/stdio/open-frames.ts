import type { Framing } from '../../model/stdio.ts';
import type { Failure } from '../failure.ts';
import { ContentLength } from './content-length.ts';
import type { Frames, TakeMessage } from './frames.ts';
import { Lines } from './lines.ts';
import { Prompt } from './prompt.ts';

/** Readies the framing that the settings name; `take` hears each message. */
export function openFrames(framing: Framing, take: TakeMessage, maxBytes: number, tooLarge: Failure): Frames {
  switch (framing.kind) {
    case 'lines':
      return new Lines(take, maxBytes, tooLarge);
    case 'content-length':
      return new ContentLength(take, maxBytes, tooLarge);
    case 'prompt':
      return new Prompt(framing.prompt, take, maxBytes, tooLarge);
    default:
      return framing satisfies never;
  }
}

/** A message as it is written. */
export function frame(framing: Framing, text: string): string {
  return framing.kind === 'content-length' ? `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}` : `${text}\n`;
}
