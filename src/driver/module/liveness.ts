/** Whether a process comes back to its event loop, by its answers to what any loop answers at once. */
export class Liveness {
  readonly #timeoutMs: number;
  #heardAtMs: number;
  /** When it was asked, and has not answered since; NaN while nothing is open. */
  #askedAtMs: number = Number.NaN;

  constructor(timeoutMs: number, nowMs: number) {
    this.#timeoutMs = timeoutMs;
    this.#heardAtMs = nowMs;
  }

  /** How often it is looked after while something is awaited. */
  get beatMs(): number {
    return Math.min(250, Math.max(10, this.#timeoutMs / 8));
  }

  heard(nowMs: number): void {
    this.#heardAtMs = nowMs;
    this.#askedAtMs = Number.NaN;
  }

  /** Whether to ask now; it is then taken for asked. */
  shouldAsk(nowMs: number): boolean {
    if (!Number.isNaN(this.#askedAtMs) || nowMs - this.#heardAtMs < this.beatMs / 2) return false;
    this.#askedAtMs = nowMs;
    return true;
  }

  /** For how long it has surely not come back. */
  silentMs(nowMs: number): number {
    return Number.isNaN(this.#askedAtMs) ? 0 : nowMs - this.#askedAtMs;
  }

  /** Whether that is long enough to name it when an operation is late. */
  isSilent(nowMs: number): boolean {
    return this.silentMs(nowMs) >= this.#timeoutMs / 2;
  }

  /** Whether nothing more is to be expected of it: it blocked for most of an operation's time, and for no mere moment. */
  isStuck(nowMs: number): boolean {
    return this.silentMs(nowMs) >= Math.max(0.75 * this.#timeoutMs, 1_000);
  }
}
