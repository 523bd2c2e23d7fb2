import type net from 'node:net';
import type { buildConnector } from 'undici';

import { connectTo, type Endpoint } from '../endpoint.ts';

/**
 * Connects for undici, and hands out the socket at once: a connection that is still being made must be closable too
 * (undici lets go of a socket only after it has connected, which an unreachable address never does).
 */
export function connectWith(endpoint: Endpoint, onSocket: (socket: net.Socket) => void): buildConnector.connector {
  return (_, callback) => {
    const socket = connectTo(endpoint, ['h2', 'http/1.1']);
    onSocket(socket);

    let answered = false;
    const answer = (error: Error | null): void => {
      if (answered) return;
      answered = true;
      if (error === null) callback(null, socket);
      else callback(error, null);
    };
    socket.once(endpoint.security === null ? 'connect' : 'secureConnect', () => answer(null));
    socket.on('error', answer);
    socket.once('close', () => answer(new Error('closed while connecting')));
  };
}
