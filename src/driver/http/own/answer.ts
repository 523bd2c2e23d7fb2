import type { Failure } from '../../failure.ts';
import { headTooLarge, notHttp } from '../failure.ts';
import { maxHeadBytes, type Judge } from '../judge.ts';
import { Chunks } from './chunks.ts';
import { FieldLine } from './field-line.ts';
import { Fields } from './fields.ts';
import { broken, more } from './scan.ts';
import { StatusLine } from './status-line.ts';

/** `more`: the answer is not complete yet. */
export type Progress = 'more' | 'complete' | 'broken';

type Stage = 'status' | 'fields' | 'sized' | 'chunks' | 'trailer' | 'until-close' | 'complete' | 'broken';

/**
 * Reads one answer after another, each in as many pieces as it comes (RFC 9112); allocates nothing on the way. Stricter
 * than a browser: whatever leaves in doubt where an answer ends breaks it.
 */
export class Answer {
  readonly fields: Fields = new Fields();
  /** Bytes of the body as they came, without chunk heads. */
  bodyBytes: number = 0;
  /** Once complete: the place after it in what was read last. */
  end: number = 0;
  /** Once broken: why. */
  failure: Failure | null = null;

  readonly #limits: Pick<Judge, 'maxBodyBytes' | 'tooLarge'>;
  readonly #statusLine: StatusLine = new StatusLine();
  readonly #line: FieldLine = new FieldLine();
  readonly #chunks: Chunks = new Chunks();
  #stage: Stage = 'status';
  #bodiless: boolean = false;
  #body: Buffer[] | null = null;
  /** Bytes still allowed for heads and trailers, those of 1xx answers included. */
  #headLeft: number = maxHeadBytes;
  /** Bytes of a sized body still to come. */
  #left: number = 0;
  #untilClose: boolean = false;

  constructor(limits: Pick<Judge, 'maxBodyBytes' | 'tooLarge'>) {
    this.#limits = limits;
  }

  get status(): number {
    return this.#statusLine.status;
  }

  /** Whether the connection may carry another request, once the answer is complete. */
  get reusable(): boolean {
    if (this.#untilClose || this.fields.closes) return false;
    return this.#statusLine.minor === 1 || this.fields.keepsAlive;
  }

  /** The body as it came; null when it was not to be kept. */
  get body(): Buffer | null {
    return this.#body === null ? null : Buffer.concat(this.#body);
  }

  /** Readies for the answer to the next request; to HEAD it has no body whatever its head says. */
  begin(toHead: boolean, keepsBody: boolean): void {
    this.#statusLine.reset();
    this.#line.reset();
    this.fields.reset();
    this.bodyBytes = 0;
    this.failure = null;
    this.#stage = 'status';
    this.#bodiless = toHead;
    this.#body = keepsBody ? [] : null;
    this.#headLeft = maxHeadBytes;
    this.#untilClose = false;
  }

  /** Reads on. The bytes may be overwritten as soon as this returns. */
  feed(bytes: Uint8Array, from: number, end: number): Progress {
    let at = from;
    for (;;) {
      switch (this.#stage) {
        case 'status':
          at = this.#readStatus(bytes, at, end);
          break;
        case 'fields':
        case 'trailer':
          at = this.#readFields(bytes, at, end);
          break;
        case 'sized':
          at = this.#readSized(bytes, at, end);
          break;
        case 'chunks':
          at = this.#readChunks(bytes, at, end);
          break;
        case 'until-close':
          at = this.#take(bytes, at, end) ? more : broken;
          break;
        case 'complete':
          this.end = at;
          return 'complete';
        case 'broken':
          return 'broken';
      }
      if (at === more) return 'more';
    }
  }

  /** The other side has ended the connection: for some answers that is their end. */
  finish(): Progress {
    if (this.#stage === 'until-close') this.#stage = 'complete';
    return this.#stage === 'complete' || this.#stage === 'broken' ? this.#stage : 'more';
  }

  /** Takes in one field of the head; gives what is wrong with it, or null. */
  protected takeField({ bytes, nameFrom, nameTo, valueFrom, valueTo }: FieldLine): string | null {
    return this.fields.take(bytes, nameFrom, nameTo, valueFrom, valueTo);
  }

  #readStatus(bytes: Uint8Array, from: number, end: number): number {
    const limit = Math.min(end, from + this.#headLeft);
    const to = this.#statusLine.scan(bytes, from, limit);
    if (to === broken) return this.#break(notHttp('bad status line'));
    if (to === more) return this.#runOut(from, limit, end);
    this.#headLeft -= to - from;
    this.#stage = 'fields';
    return to;
  }

  #readFields(bytes: Uint8Array, from: number, end: number): number {
    const limit = Math.min(end, from + this.#headLeft);
    let at = from;
    for (;;) {
      const to = this.#line.scan(bytes, at, limit);
      if (to === broken) return this.#break(notHttp('bad header'));
      if (to === more) return this.#runOut(from, limit, end);
      at = to;
      if (this.#line.blank) break;
      // What a trailer says comes too late to change where the answer ends.
      const wrong = this.#stage === 'trailer' ? null : this.takeField(this.#line);
      if (wrong !== null) return this.#break(notHttp(wrong));
    }
    this.#headLeft -= at - from;
    if (this.#stage === 'trailer') this.#stage = 'complete';
    else this.#endHead();
    return at;
  }

  /** Where the body ends: RFC 9112 §6.3, in its order. */
  #endHead(): void {
    const { status } = this.#statusLine;
    if (status === 101) this.#break(notHttp('an upgrade nobody asked for'));
    else if (status < 200) {
      this.#statusLine.reset();
      this.fields.reset();
      this.#stage = 'status';
    } else if (this.#bodiless || status === 204 || status === 304) this.#stage = 'complete';
    else if (this.fields.chunked) {
      this.#chunks.reset();
      this.#stage = 'chunks';
    } else if (this.fields.length >= 0) {
      this.#left = this.fields.length;
      this.#stage = this.#left === 0 ? 'complete' : 'sized';
    } else {
      this.#untilClose = true;
      this.#stage = 'until-close';
    }
  }

  #readSized(bytes: Uint8Array, from: number, end: number): number {
    const to = Math.min(end, from + this.#left);
    this.#left -= to - from;
    if (!this.#take(bytes, from, to)) return broken;
    if (this.#left > 0) return more;
    this.#stage = 'complete';
    return to;
  }

  #readChunks(bytes: Uint8Array, from: number, end: number): number {
    const chunks = this.#chunks;
    let at = from;
    for (;;) {
      const to = chunks.scan(bytes, at, end);
      if (to === broken) return this.#break(notHttp('bad chunk'));
      if (chunks.dataTo > chunks.dataFrom && !this.#take(bytes, chunks.dataFrom, chunks.dataTo)) return broken;
      if (to === more) return more;
      at = to;
      if (chunks.over) break;
    }
    this.#stage = 'trailer';
    return at;
  }

  #take(bytes: Uint8Array, from: number, to: number): boolean {
    this.bodyBytes += to - from;
    if (this.bodyBytes > this.#limits.maxBodyBytes) return this.#break(this.#limits.tooLarge) !== broken;
    // Copied: the buffer that it was read into belongs to the next read.
    this.#body?.push(Buffer.from(bytes.subarray(from, to)));
    return true;
  }

  #runOut(from: number, limit: number, end: number): number {
    if (limit < end) return this.#break(headTooLarge);
    this.#headLeft -= limit - from;
    return more;
  }

  #break(failure: Failure): number {
    this.failure = failure;
    this.#stage = 'broken';
    return broken;
  }
}
