import type { LeaderSet } from './program.ts';

/** The leaders of all groups that live; whoever wants to know hears of a handful of changes at once. */
export class Leaders implements LeaderSet {
  readonly #pids: Set<number> = new Set();
  readonly #hear: (pids: readonly number[]) => void;
  #timer: NodeJS.Immediate | null = null;

  constructor(hear: (pids: readonly number[]) => void) {
    this.#hear = hear;
  }

  add(pid: number): void {
    this.#pids.add(pid);
    this.#change();
  }

  delete(pid: number): void {
    if (this.#pids.delete(pid)) this.#change();
  }

  /** Tells what was not told yet. */
  flush(): void {
    if (this.#timer === null) return;
    clearImmediate(this.#timer);
    this.#timer = null;
    this.#hear([...this.#pids]);
  }

  #change(): void {
    this.#timer ??= setImmediate(() => this.flush());
  }
}
