import type { Failure } from '../failure.ts';

/** Hears a whole message, and how many bytes it had. */
export type TakeMessage = (text: string, bytes: number) => void;

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

const unprintable =
  // oxlint-disable-next-line no-control-regex -- control characters and escape sequences are what it is about
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A hostile text without what would move a cursor or break a line. */
export function oneLine(text: string): string {
  return text.replace(unprintable, ' ').trim();
}
