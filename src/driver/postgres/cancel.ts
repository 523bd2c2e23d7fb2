import { connect } from 'node:net';

const cancelCode = 80_877_102;
const mostMs = 1_000;

/**
 * Asks the server to give up what a connection is at: it would go on with a statement, and hold its locks, for as long as it has nothing
 * to say to a client that is gone. Resolves when it was asked, or cannot be. From the protocol's CancelRequest.
 */
export function requestCancel(host: string, port: number, processId: number, secretKey: number): Promise<void> {
  return new Promise((resolve) => {
    const message = Buffer.alloc(16);
    message.writeInt32BE(16, 0);
    message.writeInt32BE(cancelCode, 4);
    message.writeInt32BE(processId | 0, 8);
    message.writeInt32BE(secretKey | 0, 12);
    const socket = connect({ host, port, timeout: mostMs });
    socket.once('connect', () => socket.end(message));
    socket.once('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    // The server closes it when it has passed the signal on.
    socket.once('close', () => resolve());
    socket.resume();
  });
}
