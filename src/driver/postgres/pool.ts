import { printDuration } from '../../units/print.ts';
import type { Failure } from '../failure.ts';
import { sayAddress, type Address } from './address.ts';
import { Connection } from './connection.ts';
import { givenUp, isGivenUp, isNotYetUp, nameRefusal } from './name-failure.ts';

/** Who waits for a connection; exactly one of both is called, once, unless it leaves the line. */
export interface Waiter {
  take(connection: Connection): void;
  /** No connection could be had, which is nobody else's failure: whoever waits behind has its own try. */
  refuse(failure: Failure): void;
}

const openingAgainMs = 50;

/**
 * The connections that all users share, first come, first served. Our own and not the client library's, because what is measured is the
 * wait: it ends in the same turn of the loop in which a connection comes back, a connection that cannot be opened fails one operation
 * and no other, and one that is given up leaves its place at once.
 */
export class Pool {
  readonly #address: Address;
  readonly #most: number;
  readonly #openMs: number;
  readonly #idle: Connection[] = [];
  /** In the order in which they came. */
  readonly #waiting: Set<Waiter> = new Set();
  readonly #standing: Set<Connection> = new Set();
  readonly #opening: Set<Connection> = new Set();
  /** What is on its way out. */
  readonly #leaving: Set<Promise<void>> = new Set();
  #isClosed: boolean = false;

  /** At most `most` connections; one that is not open after `openMs` is given up. */
  constructor(address: Address, most: number, openMs: number) {
    this.#address = address;
    this.#most = most;
    this.#openMs = openMs;
  }

  /** Whether one of the connections that may be had is still being opened. */
  get isOpening(): boolean {
    return this.#opening.size > 0 && this.#standing.size < this.#most;
  }

  /** Gives a connection at once where one is free, else when it is the waiter's turn. */
  acquire(waiter: Waiter): void {
    const free = this.#waiting.size === 0 ? this.#idle.pop() : undefined;
    if (free !== undefined) return waiter.take(free);
    this.#waiting.add(waiter);
    this.#openMore();
  }

  /** Leaves the line; whether the waiter stood in it. */
  leave(waiter: Waiter): boolean {
    return this.#waiting.delete(waiter);
  }

  /** Takes a connection back, which is handed to whoever is first in line. */
  release(connection: Connection): void {
    if (!this.#standing.has(connection)) return;
    const [first] = this.#waiting;
    if (this.#isClosed) return this.discard(connection);
    if (first === undefined) return void this.#idle.push(connection);
    this.#waiting.delete(first);
    first.take(connection);
  }

  /** Ends a connection that is not to be used again; another takes its place when somebody waits. */
  discard(connection: Connection): void {
    this.#forget(connection);
    this.#see(connection.drop());
    this.#openMore();
  }

  /** Opens connections until there are so many, or until one cannot be opened, and says why not. A server that is only starting is waited for. */
  async ready(count: number): Promise<Failure | null> {
    const untilMs = performance.now() + this.#openMs;
    while (this.#standing.size < Math.min(count, this.#most)) {
      const error = await this.#openOne();
      if (error === null) continue;
      if (!isNotYetUp(error) || performance.now() > untilMs) return this.#name(error);
      await new Promise((resolve) => void setTimeout(resolve, openingAgainMs));
    }
    return null;
  }

  /** Resolves when what was given up is gone. */
  async settled(): Promise<void> {
    await Promise.all(this.#leaving);
  }

  /** Ends all connections. Resolves when none is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const connection of [...this.#standing, ...this.#opening]) this.#see(connection.close());
    this.#standing.clear();
    this.#opening.clear();
    this.#idle.length = 0;
    await Promise.all(this.#leaving);
  }

  #openMore(): void {
    while (!this.#isClosed && this.#opening.size < this.#waiting.size && this.#standing.size + this.#opening.size < this.#most) {
      void this.#openOne().then((error) => {
        const [first] = this.#waiting;
        if (error === null || first === undefined) return undefined;
        this.#waiting.delete(first);
        first.refuse(this.#name(error));
        return this.#openMore();
      });
    }
  }

  /** Opens one more connection, which is free then; resolves with why not. */
  #openOne(): Promise<Error | null> {
    const connection = new Connection(this.#address, (lost) => this.#lose(lost));
    this.#opening.add(connection);
    return new Promise((resolve) => {
      let isLate = false;
      const late = setTimeout(() => {
        isLate = true;
        this.#see(connection.drop());
      }, this.#openMs);
      connection.open((error) => {
        clearTimeout(late);
        const wasWanted = this.#opening.delete(connection);
        if (error !== null || !wasWanted) {
          this.#see(connection.drop());
          return resolve(isLate ? givenUp() : (error ?? new Error('Connection terminated')));
        }
        this.#standing.add(connection);
        resolve(null);
        return this.release(connection);
      });
    });
  }

  #name(error: Error): Failure {
    return isGivenUp(error) ? sayUnopened(this.#address, printDuration(this.#openMs)) : nameRefusal(error, this.#address);
  }

  #lose(connection: Connection): void {
    if (this.#standing.has(connection)) this.discard(connection);
  }

  #forget(connection: Connection): void {
    this.#standing.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #see(leaving: Promise<void>): void {
    this.#leaving.add(leaving);
    void leaving.then(() => this.#leaving.delete(leaving));
  }
}

/** Why an operation that waited got none. */
export function sayExhausted(pool: number, waited: string): Failure {
  return { error: 'exhausted', detail: `no connection of the pool of ${pool} became free within ${waited}` };
}

/** Why an operation got no connection while one was still being opened. */
export function sayUnopened(address: Address, waited: string): Failure {
  return { error: 'timeout', detail: `no connection as ${sayAddress(address)} within ${waited}` };
}
