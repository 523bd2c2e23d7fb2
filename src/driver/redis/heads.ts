/** What the heads of an answer say of it. */
export type HeadProgress = 'fine' | 'too-large' | 'broken';

const [plus, minus, colon, dollar, star, lineFeed, carriageReturn, zero] = [43, 45, 58, 36, 42, 10, 13, 48];

/**
 * Reads the heads of replies as they come, before anybody makes room for what they announce: the client makes a list of thirty million when ten
 * bytes say that there will be one. What an answer announces in all is bounded by the size that it may have.
 */
export class Heads {
  readonly #maxBytes: number;
  /** How much more may be announced. */
  #left: number = 0;
  /** Bytes of a text that are still to come, its line end among them. */
  #skip: number = 0;
  /** The first byte of the line that is being read; 0 between two. */
  #kind: number = 0;
  #digits: number = 0;
  #length: number = 0;
  #isNone: boolean = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#left = maxBytes;
  }

  /** Another answer is to come. */
  begin(): void {
    this.#left = this.#maxBytes;
  }

  feed(bytes: Uint8Array): HeadProgress {
    let at = 0;
    while (at < bytes.length) {
      if (this.#skip > 0) {
        const skipped = Math.min(this.#skip, bytes.length - at);
        this.#skip -= skipped;
        at += skipped;
      } else if (this.#kind === plus || this.#kind === minus || this.#kind === colon) {
        const end = bytes.indexOf(lineFeed, at);
        if (end < 0) return 'fine';
        this.#kind = 0;
        at = end + 1;
      } else {
        const progress = this.#step(bytes[at] ?? 0);
        if (progress !== 'fine') return progress;
        at += 1;
      }
    }
    return 'fine';
  }

  #step(byte: number): HeadProgress {
    if (this.#kind === 0) {
      this.#kind = byte;
      this.#digits = 0;
      this.#length = 0;
      this.#isNone = false;
      return byte === plus || byte === minus || byte === colon || byte === dollar || byte === star ? 'fine' : 'broken';
    }
    if (byte === lineFeed) return this.#endHead();
    if (byte === carriageReturn) return 'fine';
    if (byte === minus && this.#digits === 0) this.#isNone = true;
    else if (byte < zero || byte > zero + 9) return 'broken';
    else {
      this.#digits += 1;
      this.#length = 10 * this.#length + byte - zero;
    }
    // One number is longer than any bound before it is too long to be told exactly.
    return this.#length > this.#left && !this.#isNone ? 'too-large' : 'fine';
  }

  #endHead(): HeadProgress {
    if (this.#digits === 0) return 'broken';
    const isText = this.#kind === dollar;
    this.#kind = 0;
    if (this.#isNone) return 'fine';
    this.#left -= this.#length;
    if (isText) this.#skip = this.#length + 2;
    return 'fine';
  }
}
