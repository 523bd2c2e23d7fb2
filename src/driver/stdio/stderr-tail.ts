import { oneLine } from './frames.ts';

const keptBytes = 4_096;

/** The last of what a process wrote to its standard error. */
export class StderrTail {
  #bytes: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    const last = bytes.subarray(-keptBytes);
    this.#bytes = Buffer.concat([this.#bytes.subarray(Math.max(0, this.#bytes.length + last.length - keptBytes)), last]);
  }

  /** The last line that holds anything; empty where there is none. */
  lastLine(): string {
    const lines = this.#bytes.toString('utf8').split(/[\r\n]+/);
    return lines.map(oneLine).findLast((line) => line !== '') ?? '';
  }
}
