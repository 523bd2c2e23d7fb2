import type { Failure } from '../failure.ts';
import type { Frames, TakeMessage } from './frames.ts';
import { Held } from './held.ts';

const newline = 10;

/** A message a line; empty lines are passed over. */
export class Lines implements Frames {
  readonly #take: TakeMessage;
  readonly #maxBytes: number;
  readonly #tooLarge: Failure;
  readonly #held: Held = new Held();
  #failure: Failure | null = null;

  constructor(take: TakeMessage, maxBytes: number, tooLarge: Failure) {
    this.#take = take;
    this.#maxBytes = maxBytes;
    this.#tooLarge = tooLarge;
  }

  get isHalf(): boolean {
    return this.#held.length > 0;
  }

  feed(bytes: Buffer): Failure | null {
    let from = 0;
    while (this.#failure === null) {
      const end = bytes.indexOf(newline, from);
      const size = this.#held.length + (end === -1 ? bytes.length : end) - from;
      if (size > this.#maxBytes) {
        this.#held.clear();
        this.#failure = this.#tooLarge;
      } else if (end === -1) {
        if (from < bytes.length) this.#held.push(bytes.subarray(from));
        return null;
      } else {
        const text = this.#text(bytes, from, end);
        from = end + 1;
        if (/\S/.test(text)) this.#take(text, size);
      }
    }
    return this.#failure;
  }

  #text(bytes: Buffer, from: number, end: number): string {
    if (this.#held.length === 0) return bytes.toString('utf8', from, end);
    this.#held.push(bytes.subarray(from, end));
    return this.#held.take();
  }
}
