import { Fifo } from './fifo.ts';

/** Locks by name; who waits for one gets it in turn. */
export class Locks<T> {
  readonly #held: Map<string, Fifo<T>> = new Map();

  /** Whether it was free and now is not; else `who` waits in its line. */
  take(name: string, who: T): boolean {
    const line = this.#held.get(name);
    if (line === undefined) this.#held.set(name, new Fifo());
    else line.add(who);
    return line === undefined;
  }

  /** Gives it to the next in line, who is returned; undefined when it is free now. */
  pass(name: string): T | undefined {
    const next = this.#held.get(name)?.take();
    if (next === undefined) this.#held.delete(name);
    return next;
  }
}
