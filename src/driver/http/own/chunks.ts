import { hexValues, isValueLetter } from './letters.ts';
import { broken, CR, LF, more, SPACE } from './scan.ts';

type Part = 'size' | 'extension' | 'size-ending' | 'data' | 'data-return' | 'data-ending';

const SEMICOLON = 59;
/** More of an extension than this is no extension. */
const maxExtension = 16_384;
/** 13 hexadecimal digits are what a number carries exactly. */
const maxDigits = 13;

/**
 * Finds the data in a body of chunks (RFC 9112 §7.1), in as many pieces as it comes:
 *
 *   size [; extension] CRLF  data CRLF  …  0 [; extension] CRLF   (the trailer follows)
 */
export class Chunks {
  /** The data that the last scan came upon; empty when the two are equal. */
  dataFrom: number = 0;
  dataTo: number = 0;
  /** The chunk of size 0 has been read. */
  over: boolean = false;
  #part: Part = 'size';
  #left: number = 0;
  #digits: number = 0;
  #extension: number = 0;

  reset(): void {
    this.over = false;
    this.#next();
  }

  /** Scans on, to the end of the next piece of data at most; gives the place it came to, `more`, or `broken`. */
  scan(bytes: Uint8Array, from: number, end: number): number {
    this.dataFrom = from;
    this.dataTo = from;
    for (let at = from; at < end; at++) {
      if (this.#part === 'data') {
        this.dataFrom = at;
        this.dataTo = Math.min(end, at + this.#left);
        this.#left -= this.dataTo - at;
        if (this.#left === 0) this.#part = 'data-return';
        return this.dataTo;
      }
      if (!this.#accept(bytes[at] ?? 0)) return broken;
      if (this.over) return at + 1;
    }
    return more;
  }

  #accept(byte: number): boolean {
    switch (this.#part) {
      case 'size':
        return this.#acceptSize(byte);
      case 'extension':
        if (byte === CR) this.#part = 'size-ending';
        return byte === CR || (isValueLetter[byte] === 1 && ++this.#extension <= maxExtension);
      case 'size-ending':
        if (this.#left === 0) this.over = true;
        this.#part = 'data';
        return byte === LF;
      case 'data-return':
        this.#part = 'data-ending';
        return byte === CR;
      case 'data-ending':
        this.#next();
        return byte === LF;
      default:
        return false;
    }
  }

  #acceptSize(byte: number): boolean {
    const value = hexValues[byte] ?? 255;
    if (value < 16) {
      this.#left = this.#left * 16 + value;
      // Leading zeros are no size.
      if (this.#left > 0) this.#digits++;
      else this.#digits = Math.max(this.#digits, 1);
      return this.#digits <= maxDigits;
    }
    if (this.#digits === 0) return false;
    this.#part = byte === CR ? 'size-ending' : 'extension';
    return byte === CR || byte === SEMICOLON || byte === SPACE;
  }

  #next(): void {
    this.#part = 'size';
    this.#left = 0;
    this.#digits = 0;
    this.#extension = 0;
  }
}
