import type { Framing } from '../../model/stdio.ts';
import { ContentLength } from './content-length.ts';
import type { FrameParts, Frames } from './frames.ts';
import { openLines } from './lines.ts';
import { Prompt } from './prompt.ts';

/** Readies the framing that the settings name. */
export function openFrames(framing: Framing, parts: FrameParts): Frames {
  switch (framing.kind) {
    case 'lines':
      return openLines(parts);
    case 'content-length':
      return new ContentLength(parts);
    case 'prompt':
      return new Prompt(framing.prompt, parts);
    default:
      return framing satisfies never;
  }
}

/** A message as it is written. */
export function frame(framing: Framing, text: string): string {
  return framing.kind === 'content-length' ? `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}` : `${text}\n`;
}
