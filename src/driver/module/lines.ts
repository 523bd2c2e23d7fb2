const lineEnd = 10;

/** Takes bytes apart into lines, however they were cut, in bounded memory. */
export class Lines {
  readonly #mostBytes: number;
  #parts: Buffer[] = [];
  #bytes: number = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Calls `hear` with each line that is complete; false where one is too long. */
  feed(chunk: Buffer, hear: (line: string) => void): boolean {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(lineEnd, from);
      const length = (end < 0 ? chunk.length : end) - from;
      if (this.#bytes + length > this.#mostBytes) return false;
      if (end < 0) break;
      const last = chunk.subarray(from, end);
      const line = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
      this.#parts = [];
      this.#bytes = 0;
      from = end + 1;
      hear(line.toString('utf8'));
    }
    if (from < chunk.length) this.#parts.push(chunk.subarray(from));
    this.#bytes += chunk.length - from;
    return true;
  }
}
