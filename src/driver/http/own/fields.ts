import { SPACE, TAB } from './scan.ts';

const COMMA = 44;

const connection = codesOf('connection');
const keepAlive = codesOf('keep-alive');
const setCookie = codesOf('set-cookie');
const contentLength = codesOf('content-length');
const contentEncoding = codesOf('content-encoding');
const transferEncoding = codesOf('transfer-encoding');
const close = codesOf('close');
const chunked = codesOf('chunked');
const timeout = codesOf('timeout=');

/** What the fields of a head say about where the answer ends and what becomes of the connection, and what of them is wanted. */
export class Fields {
  /** Announced length of the body; -1 when none was. */
  length: number = -1;
  /** A transfer coding was named; `chunked` when the last one was that. */
  coded: boolean = false;
  chunked: boolean = false;
  closes: boolean = false;
  keepsAlive: boolean = false;
  /** Seconds the other side keeps an idle connection, by its own word; infinite when it says nothing. */
  idleSeconds: number = Number.POSITIVE_INFINITY;
  encoding: string = '';
  /** Values of `set-cookie`; null, not an empty list, when there is none: most answers have none. */
  cookies: string[] | null = null;

  reset(): void {
    this.length = -1;
    this.coded = false;
    this.chunked = false;
    this.closes = false;
    this.keepsAlive = false;
    this.idleSeconds = Number.POSITIVE_INFINITY;
    this.encoding = '';
    this.cookies = null;
  }

  /** Takes in one field; gives what is wrong with it, or null. */
  take(bytes: Uint8Array, nameFrom: number, nameTo: number, valueFrom: number, valueTo: number): string | null {
    // By its length first: this runs for every field of every answer.
    switch (nameTo - nameFrom) {
      case 10:
        if (reads(bytes, nameFrom, connection)) this.#takeConnection(bytes, valueFrom, valueTo);
        else if (reads(bytes, nameFrom, keepAlive)) this.#takeKeepAlive(bytes, valueFrom, valueTo);
        else if (reads(bytes, nameFrom, setCookie)) (this.cookies ??= []).push(textOf(bytes, valueFrom, valueTo));
        return null;
      case 14:
        return reads(bytes, nameFrom, contentLength) ? this.#takeLength(bytes, valueFrom, valueTo) : null;
      case 16:
        if (reads(bytes, nameFrom, contentEncoding)) this.encoding = textOf(bytes, valueFrom, valueTo).toLowerCase();
        return null;
      case 17:
        return reads(bytes, nameFrom, transferEncoding) ? this.#takeCoding(bytes, valueFrom, valueTo) : null;
      default:
        return null;
    }
  }

  /** RFC 9112 §6.3: two lengths, or a length beside a coding, is how requests are smuggled. */
  #takeLength(bytes: Uint8Array, from: number, to: number): string | null {
    if (this.length >= 0) return 'two content-lengths';
    if (this.coded) return 'content-length beside transfer-encoding';
    let length = 0;
    for (let at = from; at < to; at++) {
      const digit = (bytes[at] ?? 0) - 48;
      if (digit < 0 || digit > 9) return 'bad content-length';
      length = length * 10 + digit;
    }
    if (to === from || length > Number.MAX_SAFE_INTEGER) return 'bad content-length';
    this.length = length;
    return null;
  }

  #takeCoding(bytes: Uint8Array, from: number, to: number): string | null {
    if (this.length >= 0) return 'transfer-encoding beside content-length';
    // Whatever came before is no longer the last coding.
    this.coded = true;
    this.chunked = false;
    forEachWord(bytes, from, to, (wordFrom, wordTo) => {
      this.chunked = isWord(bytes, wordFrom, wordTo, chunked);
    });
    return null;
  }

  #takeConnection(bytes: Uint8Array, from: number, to: number): void {
    if (isWord(bytes, from, to, keepAlive)) {
      this.keepsAlive = true;
      return;
    }
    forEachWord(bytes, from, to, (wordFrom, wordTo) => {
      if (isWord(bytes, wordFrom, wordTo, close)) this.closes = true;
      else if (isWord(bytes, wordFrom, wordTo, keepAlive)) this.keepsAlive = true;
    });
  }

  /** `timeout=5, max=100`; the one that says something else is left alone. */
  #takeKeepAlive(bytes: Uint8Array, from: number, to: number): void {
    for (let at = from; at + timeout.length < to; at++) {
      if (!reads(bytes, at, timeout)) continue;
      let seconds = 0;
      let digits = 0;
      for (let place = at + timeout.length; place < to; place++, digits++) {
        const digit = (bytes[place] ?? 0) - 48;
        if (digit < 0 || digit > 9) break;
        seconds = seconds * 10 + digit;
      }
      if (digits > 0) this.idleSeconds = seconds;
      return;
    }
  }
}

function codesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Whether the bytes read as these lower-case letters, in whatever case; the caller has seen to it that there are enough. */
function reads(bytes: Uint8Array, from: number, letters: Uint8Array): boolean {
  for (let index = 0; index < letters.length; index++) {
    const letter = letters[index] ?? 0;
    const byte = bytes[from + index] ?? 0;
    if (byte !== letter && (byte | 32) !== letter) return false;
  }
  return true;
}

function isWord(bytes: Uint8Array, from: number, to: number, letters: Uint8Array): boolean {
  return to - from === letters.length && reads(bytes, from, letters);
}

/** Calls with each word of a list that commas separate, spaces around it taken off. */
function forEachWord(bytes: Uint8Array, from: number, to: number, call: (wordFrom: number, wordTo: number) => void): void {
  let wordFrom = from;
  for (let at = from; at <= to; at++) {
    if (at < to && bytes[at] !== COMMA) continue;
    let wordTo = at;
    while (wordFrom < wordTo && isSpace(bytes[wordFrom])) wordFrom++;
    while (wordTo > wordFrom && isSpace(bytes[wordTo - 1])) wordTo--;
    if (wordTo > wordFrom) call(wordFrom, wordTo);
    wordFrom = at + 1;
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
