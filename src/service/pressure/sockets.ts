import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { portOf } from '../port.ts';

/** Connections of ours to a service on this machine, held together so that none outlives the pressure. */
export interface Sockets {
  /** Begins to connect; whatever becomes of it, it throws nothing. */
  open(more?: Pick<TcpNetConnectOpts, 'onread'>): Socket;
  count(): number;
  /** Closes them all; resolves when they are gone. */
  close(): Promise<void>;
}

/** Opens none yet. */
export function holdSockets(url: string): Sockets {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const port = portOf(url);
  const live = new Map<Socket, Promise<void>>();
  return {
    open: (more = {}) => {
      const socket = connect({ host, port, ...more });
      socket.on('error', () => undefined); // `close` follows
      const gone = new Promise<void>((resolve) => {
        socket.once('close', () => {
          live.delete(socket);
          resolve();
        });
      });
      live.set(socket, gone);
      return socket;
    },
    count: () => live.size,
    close: async () => {
      const all = [...live];
      for (const [socket] of all) socket.destroy();
      await Promise.all(all.map(([, gone]) => gone));
    },
  };
}
