import { isNameLetter } from './letters.ts';
import { broken, COLON, CR, DELETE, LF, more, SPACE, TAB } from './scan.ts';

type Part = 'name' | 'padding' | 'value' | 'ending' | 'blank-ending';

const firstKept = 1_024;

/**
 * Scans the lines of a head or a trailer, `name: value`, one at a time, in as many pieces as they come. A line that lies whole
 * in what was read is looked at where it lies; only one that is cut is copied together. After a line, `bytes` and the
 * places say where its parts are, until the next scan.
 */
export class FieldLine {
  bytes: Uint8Array = new Uint8Array(0);
  nameFrom: number = 0;
  nameTo: number = 0;
  valueFrom: number = 0;
  /** Spaces before the line's end are not part of the value. */
  valueTo: number = 0;
  /** The line was empty: the head or trailer is over. */
  blank: boolean = false;

  #kept: Uint8Array = new Uint8Array(0);
  #keptLength: number = 0;
  /** How far a cut line was scanned; places count from the line's beginning. */
  #part: Part = 'name';
  #colonAt: number = 0;
  #valueAt: number = 0;

  reset(): void {
    this.#keptLength = 0;
    this.#part = 'name';
  }

  /** Scans on; gives the place after one line, `more`, or `broken`. */
  scan(chunk: Uint8Array, from: number, end: number): number {
    if (this.#keptLength === 0) {
      const to = this.#walk(chunk, from, from, end);
      if (to === more && end > from) this.#keep(chunk, from, end);
      return to;
    }
    let lineEnd = from;
    while (lineEnd < end && chunk[lineEnd] !== LF) lineEnd++;
    if (lineEnd < end) lineEnd++;
    const scanned = this.#keptLength;
    this.#keep(chunk, from, lineEnd);
    const to = this.#walk(this.#kept, 0, scanned, this.#keptLength);
    if (to === more || to === broken) return to;
    this.#keptLength = 0;
    return lineEnd;
  }

  /** Walks the line that begins at `from`, of which everything before `start` is scanned already. */
  #walk(bytes: Uint8Array, from: number, start: number, end: number): number {
    let at = start;
    let part = this.#part;
    if (part === 'name') {
      while (at < end && isNameLetter[bytes[at] ?? 0] === 1) at++;
      if (at === end) return more;
      if (at === from && bytes[at] === CR) part = 'blank-ending';
      else if (at === from || bytes[at] !== COLON) return broken;
      else part = 'padding';
      this.#colonAt = at - from;
      at++;
    }
    if (part === 'padding') {
      while (at < end && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
      if (at === end) return this.#pause(part);
      this.#valueAt = at - from;
      part = 'value';
    }
    if (part === 'value') {
      let byte = 0;
      while (at < end) {
        byte = bytes[at] ?? 0;
        if (byte < SPACE ? byte !== TAB : byte === DELETE) break;
        at++;
      }
      if (at === end) return this.#pause(part);
      if (byte !== CR) return broken;
      at++;
      part = 'ending';
    }
    if (at === end) return this.#pause(part);
    if (bytes[at] !== LF) return broken;
    this.#point(bytes, from, at - 1, part === 'blank-ending');
    return at + 1;
  }

  #pause(part: Part): number {
    this.#part = part;
    return more;
  }

  #point(bytes: Uint8Array, from: number, ending: number, blank: boolean): void {
    this.#part = 'name';
    this.bytes = bytes;
    this.blank = blank;
    this.nameFrom = from;
    this.nameTo = from + this.#colonAt;
    this.valueFrom = from + this.#valueAt;
    let to = ending;
    while (to > this.valueFrom && (bytes[to - 1] === SPACE || bytes[to - 1] === TAB)) to--;
    this.valueTo = to;
  }

  #keep(chunk: Uint8Array, from: number, to: number): void {
    const length = this.#keptLength + to - from;
    if (length > this.#kept.length) {
      const grown = new Uint8Array(Math.max(firstKept, 2 * length));
      grown.set(this.#kept.subarray(0, this.#keptLength));
      this.#kept = grown;
    }
    this.#kept.set(chunk.subarray(from, to), this.#keptLength);
    this.#keptLength = length;
  }
}
