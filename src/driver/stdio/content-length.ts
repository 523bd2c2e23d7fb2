import type { Failure } from '../failure.ts';
import { garbled, type FrameParts, type Frames } from './frames.ts';
import { Held } from '../held.ts';

const newline = 10;
const maxHeadBytes = 8 * 1024;
const notAHead = 'its output is no head with Content-Length';

/**
 * The base protocol of language servers:
 *
 *     Content-Length: 7 CRLF
 *     CRLF
 *     {"a":1}
 */
export class ContentLength implements Frames {
  readonly #parts: FrameParts;
  /** A line of a head, or a body, that is not whole yet. */
  readonly #held: Held = new Held();
  #headBytes: number = 0;
  /** What the head says; -1 where it has not said it yet. */
  #length: number = -1;
  #isInBody: boolean = false;
  #failure: Failure | null = null;

  constructor(parts: FrameParts) {
    this.#parts = parts;
  }

  get isHalf(): boolean {
    return this.#isInBody || this.#headBytes > 0;
  }

  feed(bytes: Buffer): Failure | null {
    let from = 0;
    // A body of no bytes is whole before anything follows.
    while (this.#failure === null && (from < bytes.length || (this.#isInBody && this.#length === 0))) {
      from = this.#isInBody ? this.#readBody(bytes, from) : this.#readLine(bytes, from);
    }
    return this.#failure;
  }

  #readBody(bytes: Buffer, from: number): number {
    const end = Math.min(bytes.length, from + this.#length - this.#held.length);
    const isWhole = this.#held.length + end - from === this.#length;
    if (isWhole && this.#held.length === 0) this.#end(bytes.toString('utf8', from, end));
    else {
      this.#held.push(bytes.subarray(from, end));
      if (isWhole) this.#end(this.#held.take());
    }
    return end;
  }

  #end(text: string): void {
    const length = this.#length;
    this.#length = -1;
    this.#headBytes = 0;
    this.#isInBody = false;
    this.#parts.take(text, length);
  }

  #readLine(bytes: Buffer, from: number): number {
    const end = bytes.indexOf(newline, from);
    const until = end === -1 ? bytes.length : end + 1;
    // No longer than a head may be: what is more of it is never looked at.
    this.#held.push(bytes.subarray(from, Math.min(until, from + maxHeadBytes)));
    this.#headBytes += until - from;
    if (this.#headBytes > maxHeadBytes) this.#failure = garbled(notAHead, this.#held.take());
    else if (end !== -1) this.#hearLine(this.#held.take());
    return until;
  }

  #hearLine(line: string): void {
    if (line === '\r\n' && this.#length > this.#parts.maxBytes) this.#failure = this.#parts.tooLarge;
    else if (line === '\r\n' && this.#length >= 0) this.#isInBody = true;
    else {
      const [, name, value = ''] = /^([A-Za-z-]{1,100}):[ \t]*([^\r\n]*?)[ \t]*\r\n$/.exec(line) ?? [];
      const isLength = name?.toLowerCase() === 'content-length';
      if (name === undefined || (isLength && (!/^\d{1,15}$/.test(value) || this.#length >= 0))) this.#failure = garbled(notAHead, line);
      else if (isLength) this.#length = Number(value);
    }
  }
}
