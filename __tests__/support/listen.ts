import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A server of a test on a free loopback port. */
export interface Listening extends AsyncDisposable {
  readonly port: number;
  /** Connections open now. */
  open(): number;
}

/** Listens until disposed; what is open then is cut. `event` is what the server calls a new connection. */
export async function listen(
  server: Server,
  event: 'connection' | 'secureConnection' = 'connection',
  port: number = 0,
): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on(event, (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    open: () => sockets.size,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
