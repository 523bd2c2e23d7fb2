/** Tells who lives: the leaders of all groups, and not at every beginning and end. */
export class Roster {
  readonly #tell: (pids: readonly number[]) => void;
  readonly #waitMs: number;
  readonly #living: Set<number> = new Set();
  #told: string = '';
  #timer: NodeJS.Timeout | null = null;

  /** News waits `waitMs` for more. */
  constructor(tell: (pids: readonly number[]) => void, waitMs: number) {
    this.#tell = tell;
    this.#waitMs = waitMs;
  }

  add(pid: number): void {
    this.#living.add(pid);
    this.#wake();
  }

  remove(pid: number): void {
    if (this.#living.delete(pid)) this.#wake();
  }

  /** Tells what was not told yet. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const pids = [...this.#living];
    const text = pids.join(' ');
    if (text === this.#told) return;
    this.#told = text;
    this.#tell(pids);
  }

  #wake(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#waitMs).unref();
  }
}
