import { createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** A real TCP server on a free loopback port, for services that do not even speak HTTP. */
export interface TcpServer extends AsyncDisposable {
  readonly url: string;
  /** Connections accepted so far. */
  accepted(): number;
  /** Connections open now. */
  open(): number;
}

/** Serves until disposed, on any free port where none is named; what is open then is cut. */
export async function serveTcp(accept: (socket: Socket) => void, port: number = 0): Promise<TcpServer> {
  let accepted = 0;
  const server = createServer();
  const listening = await listen(server, 'connection', port);
  server.on('connection', (socket) => {
    accepted += 1;
    accept(socket);
  });
  return { ...listening, url: `http://127.0.0.1:${listening.port}`, accepted: () => accepted };
}
