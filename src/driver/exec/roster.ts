/** How long news of who lives may wait for more. */
const beatMs = 50;

/** Tells who lives: not at every beginning and end, which would cost more than most commands. */
export class Roster {
  readonly #tell: (pids: readonly number[]) => void;
  readonly #living: Set<number> = new Set();
  #told: string = '';
  #timer: NodeJS.Timeout | null = null;

  constructor(tell: (pids: readonly number[]) => void) {
    this.#tell = tell;
  }

  add(pid: number): void {
    this.#living.add(pid);
    this.#wake();
  }

  remove(pid: number): void {
    if (this.#living.delete(pid)) this.#wake();
  }

  close(): void {
    this.#living.clear();
    this.#flush();
  }

  #wake(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => this.#flush(), beatMs);
    this.#timer.unref();
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const pids = [...this.#living];
    const text = pids.join(' ');
    if (text === this.#told) return;
    this.#told = text;
    this.#tell(pids);
  }
}
