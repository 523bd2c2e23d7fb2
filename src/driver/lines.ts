import { Held } from './held.ts';

const lineEnd = 10;

/** Takes bytes apart into lines, however they were cut, in bounded memory. */
export class Lines {
  readonly #hear: (line: string, bytes: number) => void;
  readonly #mostBytes: number;
  readonly #held: Held = new Held();
  #isTooLong: boolean = false;

  /** `hear` is told each line that is complete, and how many bytes it had. */
  constructor(hear: (line: string, bytes: number) => void, mostBytes: number) {
    this.#hear = hear;
    this.#mostBytes = mostBytes;
  }

  /** Whether what came so far ends within a line. */
  get isHalf(): boolean {
    return this.#held.length > 0;
  }

  /** Takes what came; false from the first line on that is too long. */
  feed(bytes: Buffer): boolean {
    let from = 0;
    while (!this.#isTooLong) {
      const end = bytes.indexOf(lineEnd, from);
      const size = this.#held.length + (end === -1 ? bytes.length : end) - from;
      if (size > this.#mostBytes) {
        this.#held.clear();
        this.#isTooLong = true;
      } else if (end === -1) {
        if (from < bytes.length) this.#held.push(bytes.subarray(from));
        return true;
      } else {
        const line = this.#line(bytes, from, end);
        from = end + 1;
        this.#hear(line, size);
      }
    }
    return false;
  }

  #line(bytes: Buffer, from: number, end: number): string {
    if (this.#held.length === 0) return bytes.toString('utf8', from, end);
    this.#held.push(bytes.subarray(from, end));
    return this.#held.take();
  }
}
