import { lastLine, oneLine } from '../last-line.ts';

const keptBytes = 16 * 1_024;

/** The last of what a module's process printed, in bounded memory whatever it prints. */
export class Tail {
  #kept: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    this.#kept = Buffer.from(Buffer.concat([this.#kept, chunk.subarray(-keptBytes)]).subarray(-keptBytes));
  }

  /** The line that tells most; empty where nothing was printed. */
  line(): string {
    const text = this.#kept.toString('utf8');
    // An engine that gives up says why first, and prints a stack of its own after it.
    const fatal = /^FATAL ERROR: .*$/m.exec(text)?.[0];
    return fatal === undefined ? lastLine(text) : oneLine(fatal);
  }
}
