import { isValueLetter } from './letters.ts';
import { broken, CR, LF, more, SPACE } from './scan.ts';

/** `HTTP/1.`; the minor version, a space and the three digits of the status follow. */
const opening = [72, 84, 84, 80, 47, 49, 46] as const;
const minorAt = opening.length;
const spaceAt = minorAt + 1;
const statusAt = spaceAt + 1;
const reasonAt = statusAt + 3;

/** Reads `HTTP/1.1 200 OK`, in as many pieces as it comes. Versions 1.0 and 1.1 only; the reason phrase is checked and forgotten. */
export class StatusLine {
  status: number = 0;
  /** The version's last digit. */
  minor: number = 0;
  /** Bytes of the line so far. */
  #length: number = 0;
  #ending: boolean = false;

  reset(): void {
    this.status = 0;
    this.#length = 0;
    this.#ending = false;
  }

  /** Reads on; gives the place after the line, `more`, or `broken`. */
  scan(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    // Empty lines before an answer are left over from the one before: an old habit of servers that every client forgives.
    if (this.#length === 0) while (at < end && (bytes[at] === CR || bytes[at] === LF)) at++;
    while (at < end && this.#length < reasonAt) {
      if (!this.#accept(this.#length, bytes[at] ?? 0)) return broken;
      this.#length++;
      at++;
    }
    while (at < end) {
      const byte = bytes[at] ?? 0;
      at++;
      if (this.#ending) return byte === LF ? at : broken;
      if (byte === CR) this.#ending = true;
      else if (isValueLetter[byte] === 0 || (this.#length === reasonAt && byte !== SPACE)) return broken;
      this.#length++;
    }
    return more;
  }

  #accept(at: number, byte: number): boolean {
    if (at < minorAt) return byte === opening[at];
    if (at === spaceAt) return byte === SPACE;
    const digit = byte - 48;
    if (at === minorAt) {
      this.minor = digit;
      return digit === 0 || digit === 1;
    }
    this.status = this.status * 10 + digit;
    return digit >= 0 && digit <= 9 && (at !== statusAt || digit > 0);
  }
}
