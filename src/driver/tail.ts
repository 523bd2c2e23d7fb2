import { tellingLine } from './one-line.ts';

/** The last of what a process printed, in bounded memory whatever it prints. */
export class Tail {
  readonly #keptBytes: number;
  #kept: Buffer = Buffer.alloc(0);

  constructor(keptBytes: number) {
    this.#keptBytes = keptBytes;
  }

  push(chunk: Buffer): void {
    this.#kept = Buffer.from(Buffer.concat([this.#kept, chunk.subarray(-this.#keptBytes)]).subarray(-this.#keptBytes));
  }

  get text(): string {
    return this.#kept.toString('utf8');
  }

  /** The line that tells most; empty where nothing was printed. */
  get line(): string {
    return tellingLine(this.text);
  }
}
