/** One operation's place in the line of those that are waited for. */
export interface Waiting {
  startedAtMs: number;
  before: Waiting | null;
  after: Waiting | null;
  /** Its time is over. */
  readonly expire: () => void;
}

/**
 * The deadlines of all operations in flight. All are given the same time, so whoever began first is due first: a line in
 * order of beginning and one timer for its head, instead of a timer an operation. A timer may fire early; an operation is
 * never given up before its time.
 */
export class Deadlines {
  readonly #timeoutMs: number;
  readonly #now: () => number;
  #first: Waiting | null = null;
  #last: Waiting | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(timeoutMs: number, now: () => number) {
    this.#timeoutMs = timeoutMs;
    this.#now = now;
  }

  /** Puts an operation that begins now at the end of the line. */
  add(waiting: Waiting, nowMs: number): void {
    waiting.startedAtMs = nowMs;
    waiting.before = this.#last;
    waiting.after = null;
    if (this.#last === null) this.#first = waiting;
    else this.#last.after = waiting;
    this.#last = waiting;
    if (this.#timer === null) this.#wake(this.#timeoutMs);
  }

  /** Takes an operation that has ended out of the line. */
  remove({ before, after }: Waiting): void {
    if (before === null) this.#first = after;
    else before.after = after;
    if (after === null) this.#last = before;
    else after.before = before;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wake(ms: number): void {
    this.#timer = setTimeout(() => this.#sweep(), Math.max(1, Math.ceil(ms)));
    // The sockets waited for keep the thread alive; a timer left over must not.
    this.#timer.unref();
  }

  #sweep(): void {
    const nowMs = this.#now();
    // Whoever hears of an end may begin another operation: it stands behind all that were there, and needs no timer yet.
    while (this.#first !== null && nowMs - this.#first.startedAtMs >= this.#timeoutMs) this.#first.expire();
    this.#timer = null;
    if (this.#first !== null) this.#wake(this.#timeoutMs - (nowMs - this.#first.startedAtMs));
  }
}
