import type { Timeline, World } from '../world.ts';
import { Agenda } from './agenda.ts';

/** So much may happen before signals and whatever else is real has its turn: some milliseconds. */
const mostAtOnce = 4_096;

/**
 * Time that passes only while somebody sleeps, as fast as what happens in it can be computed.
 *
 *   sleep ──▶ next event ──▶ next event ──▶ one that stirs ──▶ whoever waited goes on, until it sleeps again
 *
 * Events are plain calls in a tight loop. A promise needs the thread to go on, so whatever settles one says that it stirs, and the loop
 * lets all that waits have its turn before the next event. The same calls give the same events in the same order, whatever the machine does.
 */
export class VirtualTime implements Timeline, Pick<World, 'sleep' | 'every'> {
  readonly #agenda: Agenda = new Agenda();
  #nowMs: number = 0;
  #sleepers: number = 0;
  #stirred: boolean = false;
  #passing: boolean = false;

  now(): number {
    return this.#nowMs;
  }

  at(atMs: number, call: () => void): void {
    this.#agenda.add(Math.max(this.#nowMs, atMs), call);
  }

  stir(): void {
    this.#stirred = true;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      let asleep = true;
      const wake = (): void => {
        if (!asleep) return;
        asleep = false;
        this.#sleepers -= 1;
        signal?.removeEventListener('abort', wake);
        this.#stirred = true;
        resolve();
      };
      this.#sleepers += 1;
      signal?.addEventListener('abort', wake);
      this.at(this.#nowMs + ms, wake);
      this.#pass();
    });
  }

  every(ms: number, call: () => void): Disposable {
    let over = false;
    const beat = (): void => {
      if (over) return;
      call();
      this.#stirred = true;
      this.at(this.#nowMs + ms, beat);
    };
    this.at(this.#nowMs + ms, beat);
    return { [Symbol.dispose]: () => void (over = true) };
  }

  /** Lets time pass once all that can go on without it has gone on. */
  #pass(): void {
    if (this.#passing) return;
    this.#passing = true;
    setImmediate(() => this.#happen());
  }

  #happen(): void {
    this.#passing = false;
    this.#stirred = false;
    for (let count = 0; count < mostAtOnce && this.#sleepers > 0 && !this.#stirred; count += 1) {
      const { nextMs } = this.#agenda;
      const call = this.#agenda.take();
      if (call === undefined) return;
      this.#nowMs = nextMs;
      call();
    }
    if (this.#sleepers > 0 || this.#stirred) this.#pass();
  }
}
