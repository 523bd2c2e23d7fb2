import net from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';

/**
 * Connects for undici, and hands out the socket at once: a connection that is still being made must be closable too
 * (undici lets go of a socket only after it has connected, which an unreachable address never does).
 */
export function connectWith(onSocket: (socket: net.Socket) => void): buildConnector.connector {
  return ({ hostname, protocol, port, servername }, callback) => {
    const secure = protocol === 'https:';
    const socket = secure
      ? tls.connect({ host: hostname, port: Number(port || 443), ALPNProtocols: ['http/1.1'], servername: servername ?? nameFor(hostname) })
      : net.connect({ host: hostname, port: Number(port || 80) });
    onSocket(socket);

    let answered = false;
    const answer = (error: Error | null): void => {
      if (answered) return;
      answered = true;
      if (error === null) callback(null, socket);
      else callback(error, null);
    };
    socket.setNoDelay(true);
    socket.once(secure ? 'secureConnect' : 'connect', () => answer(null));
    socket.on('error', answer);
    socket.once('close', () => answer(new Error('closed while connecting')));
  };
}

/** Server Name Indication must not carry an IP address. */
function nameFor(hostname: string): string {
  return net.isIP(hostname) === 0 ? hostname : '';
}
