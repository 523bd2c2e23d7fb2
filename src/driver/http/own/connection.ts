import type net from 'node:net';

import { connectTo, type Endpoint } from '../endpoint.ts';
import type { Failure } from '../../failure.ts';
import { refused, reset } from '../failure.ts';

/** Who a connection speaks to. After `drop` it hears of `gone` only. */
export interface Listener {
  /** The connection stands. */
  opened(): void;
  /** `length` bytes were read to the beginning of `bytes`, which the next read overwrites. */
  read(bytes: Uint8Array, length: number): void;
  /** The other side has ended it in order. */
  ended(): void;
  /** It did not come about, or broke. */
  failed(failure: Failure): void;
  /** Its socket is closed. */
  gone(): void;
}

/** One socket of a session's, from connecting to its close. */
export class Connection {
  /** The other side may have ended it after this moment: then another one carries the next request. */
  reusableUntilMs: number = Number.POSITIVE_INFINITY;
  readonly #socket: net.Socket;
  #dropped: boolean = false;

  /**
   * `buffer` is every connection's of a driver: what is read lies in it only for the time of one `read`, which looks at all
   * of it before it returns and never waits, so that no other read can come between.
   */
  constructor(endpoint: Endpoint, buffer: Buffer, listener: Listener) {
    const socket = connectTo(endpoint, ['http/1.1'], {
      buffer,
      callback: (length) => {
        if (!this.#dropped) listener.read(buffer, length);
        return true;
      },
    });
    this.#socket = socket;
    let open = false;
    socket.once(endpoint.security === null ? 'connect' : 'secureConnect', () => {
      open = true;
      if (!this.#dropped) listener.opened();
    });
    socket.once('end', () => {
      if (!this.#dropped) listener.ended();
    });
    socket.on('error', (error) => {
      if (!this.#dropped) listener.failed(open ? reset(error) : refused(error));
    });
    socket.once('close', () => {
      if (!this.#dropped) listener.ended();
      listener.gone();
    });
  }

  /** Whether all that was sent has left: an answer may come before its request has. */
  get idle(): boolean {
    return this.#socket.writableLength === 0;
  }

  send(text: string, encoding: 'latin1' | 'utf8'): void {
    this.#socket.write(text, encoding);
  }

  /** Closes at once, whatever is in flight. */
  drop(): void {
    this.#dropped = true;
    this.#socket.destroy();
  }
}
