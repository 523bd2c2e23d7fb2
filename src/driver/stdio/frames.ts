import type { Failure } from '../failure.ts';
import { oneLine } from '../one-line.ts';

/** Hears a whole message, and how many bytes it had. */
export type TakeMessage = (text: string, bytes: number) => void;

/** Who hears of what is found, and what is too much. */
export interface FrameParts {
  readonly take: TakeMessage;
  readonly maxBytes: number;
  readonly tooLarge: Failure;
}

/** Finds the messages in what a program prints: the same ones however it is cut. */
export interface Frames {
  /** Takes what was printed; null as long as nothing is wrong. After a failure nothing more is taken. */
  feed(bytes: Buffer): Failure | null;
  /** Whether the output so far ends within a message. */
  readonly isHalf: boolean;
}

/** What is printed is no message: one line that shows how it begins. */
export function garbled(why: string, found: string): Failure {
  return { error: 'protocol', detail: `${why}: ${showText(found)}` };
}

/** The beginning of a hostile text, on one line. */
export function showText(text: string): string {
  const line = oneLine(text.slice(0, 200));
  return JSON.stringify(line.length <= 40 ? line : `${line.slice(0, 39)}…`);
}
