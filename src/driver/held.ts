/** What is kept once it is empty again. */
const keptBytes = 64 * 1024;

/** Bytes of a message that is not whole yet: one piece of memory that doubles, in however many pieces they come. */
export class Held {
  #bytes: Buffer = Buffer.alloc(0);
  length: number = 0;

  push(bytes: Buffer): void {
    const needed = this.length + bytes.length;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(1_024, needed, 2 * this.#bytes.length));
      this.#bytes.copy(larger, 0, 0, this.length);
      this.#bytes = larger;
    }
    this.length += bytes.copy(this.#bytes, this.length);
  }

  /** All of it as text; nothing is held any more. */
  take(): string {
    const text = this.#bytes.toString('utf8', 0, this.length);
    this.clear();
    return text;
  }

  clear(): void {
    this.length = 0;
    if (this.#bytes.length > keptBytes) this.#bytes = Buffer.alloc(0);
  }
}
