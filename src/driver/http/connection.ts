import type net from 'node:net';
import { Client } from 'undici';

import { connectWith } from './connect.ts';
import type { Exchange } from './exchange.ts';
import type { PreparedRequest } from './request.ts';

/** A user's keep-alive connection: undici opens it with the first request, and again whenever the service has closed it. */
export class Connection {
  readonly #client: Client;
  #socket: net.Socket | null = null;
  #exchange: Exchange | null = null;
  #connected: boolean = false;

  constructor(origin: string) {
    this.#client = new Client(origin, {
      pipelining: 1,
      // One deadline of our own covers the whole operation.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: connectWith((socket) => {
        this.#socket = socket;
      }),
    });
    this.#client.on('connect', () => {
      this.#connected = true;
    });
    this.#client.on('disconnect', (_origin, _targets, error) => {
      this.#connected = false;
      this.#exchange?.connecting();
      if (!('code' in error) || error.code !== 'UND_ERR_INFO') this.#exchange?.disconnected(error);
    });
  }

  /** Sends one request; the one before has ended. */
  send(request: PreparedRequest, exchange: Exchange): void {
    this.#exchange = exchange;
    if (!this.#connected) exchange.connecting();
    // reset: false keeps the connection after HEAD and after bodies on GET and DELETE, where undici would close it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undici sends any method that is a token, whatever its types say
    this.#client.dispatch({ ...request, method: request.method as 'GET', reset: false }, exchange);
  }

  /** Closes at once, whatever is in flight; resolves when the socket is gone. */
  async close(): Promise<void> {
    this.#exchange = null;
    const socket = this.#socket;
    const destroyed = this.#client.destroy();
    socket?.destroy();
    if (socket !== null && !socket.closed) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await destroyed;
  }
}
