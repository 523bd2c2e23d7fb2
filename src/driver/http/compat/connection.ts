import type net from 'node:net';
import type { Client, Dispatcher } from 'undici';

import { openDispatcher, type Route } from './dispatcher.ts';
import type { Exchange } from './exchange.ts';
import type { PreparedRequest } from './prepare.ts';

/** A user's keep-alive connection: undici opens it with the first request, and again whenever the service has closed it. */
export class Connection {
  readonly #dispatcher: Dispatcher;
  readonly #origin: string;
  readonly #sockets: Set<net.Socket> = new Set();
  #exchange: Exchange | null = null;
  #connected: boolean = false;

  constructor(route: Route) {
    this.#origin = route.origin;
    this.#dispatcher = openDispatcher(
      route,
      (client) => this.#follow(client),
      (socket) => {
        this.#sockets.add(socket);
        socket.once('close', () => this.#sockets.delete(socket));
      },
    );
  }

  /** Sends one request; the one before has ended. */
  send(request: PreparedRequest, exchange: Exchange): void {
    this.#exchange = exchange;
    if (!this.#connected) exchange.connecting();
    // reset: false keeps the connection after HEAD and after bodies on GET and DELETE, where undici would close it.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- undici sends any method that is a token, whatever its types say
    this.#dispatcher.dispatch({ ...request, origin: this.#origin, method: request.method as 'GET', reset: false }, exchange);
  }

  /** Closes at once, whatever is in flight; resolves when the sockets are gone. */
  async close(): Promise<void> {
    this.#exchange = null;
    const destroyed = this.#dispatcher.destroy();
    // Each of them takes itself out when it is gone.
    const gone = [...this.#sockets].map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([destroyed, ...gone]);
  }

  #follow(client: Client): void {
    client.on('connect', () => {
      this.#connected = true;
    });
    client.on('disconnect', (_origin, _targets, error) => {
      this.#connected = false;
      this.#exchange?.connecting();
      if (!('code' in error) || error.code !== 'UND_ERR_INFO') this.#exchange?.disconnected(error);
    });
  }
}
