import { StringDecoder } from 'node:string_decoder';

import type { Failure } from '../failure.ts';
import type { FrameParts, Frames } from './frames.ts';

/** A prompt is no longer than that. */
const longestPrompt = 1_000;
/** Where a prompt is still looked for; what lies further back is only kept. */
const nearEnd = 4 * longestPrompt;

/** What is printed until the prompt comes; the prompt itself is nobody's. */
export class Prompt implements Frames {
  readonly #parts: FrameParts;
  readonly #prompt: RegExp;
  readonly #decoder: StringDecoder = new StringDecoder('utf8');
  /** Of the message that is not whole yet: what was looked through, and the end of it. */
  #before: string[] = [];
  #beforeBytes: number = 0;
  #end: string = '';
  #failure: Failure | null = null;

  constructor(prompt: string, parts: FrameParts) {
    this.#parts = parts;
    this.#prompt = compilePrompt(prompt);
  }

  get isHalf(): boolean {
    return this.#before.length > 0 || this.#end !== '';
  }

  feed(bytes: Buffer): Failure | null {
    if (this.#failure !== null) return this.#failure;
    // A prompt may have begun in what came before.
    let from = Math.max(0, this.#end.length - longestPrompt);
    this.#end += this.#decoder.write(bytes);
    for (let match = this.#find(from); match !== null; match = this.#find(from)) {
      const text = this.#before.join('') + this.#end.slice(0, match.index);
      const size = Buffer.byteLength(text);
      if (size > this.#parts.maxBytes) return this.#fail();
      this.#end = this.#end.slice(match.index + match[0].length);
      this.#forget();
      from = 0;
      this.#parts.take(text.replace(/\r?\n$/, ''), size);
    }
    if (this.#end.length > nearEnd) this.#set(this.#end.length - longestPrompt - 1);
    // Whether the last of it is a prompt's beginning is not known yet.
    return this.#beforeBytes > this.#parts.maxBytes ? this.#fail() : null;
  }

  #find(from: number): RegExpExecArray | null {
    this.#prompt.lastIndex = from;
    const match = this.#prompt.exec(this.#end);
    return match === null || match[0] === '' ? null : match;
  }

  #set(aside: number): void {
    const text = this.#end.slice(0, aside);
    this.#before.push(text);
    this.#beforeBytes += Buffer.byteLength(text);
    this.#end = this.#end.slice(aside);
  }

  #forget(): void {
    this.#before = [];
    this.#beforeBytes = 0;
  }

  #fail(): Failure {
    this.#forget();
    this.#end = '';
    this.#failure = this.#parts.tooLarge;
    return this.#failure;
  }
}

/** A prompt as it is looked for. Throws where it is no regular expression. */
export function compilePrompt(source: string): RegExp {
  return new RegExp(source, 'gmu');
}
