import { WebSocket } from 'ws';
import type { World } from '../../world.ts';
import { inTime } from './in-time.ts';
import type { Wire } from './wire.ts';

/** A message may be as large as the heap profile of a large service, and no larger: the line is cut before it is held. */
const mostBytes = 16 * 2 ** 20;
const partingMs = 300;

/** A line to an inspector that must be hung up: as long as it is open, the process at its other end does not exit. */
export interface Socket extends Wire, AsyncDisposable {}

/** Connects to an inspector's WebSocket; null when that fails or takes longer than `ms`. */
export async function openSocket(url: string, ms: number, world: World): Promise<Socket | null> {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    followRedirects: false,
    maxPayload: mostBytes,
  });
  const closed = new AbortController();
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    // Without a listener an error would be thrown; whatever it is, `close` follows it.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      closed.abort();
      resolve(false);
    });
  });
  const gone = new Promise<void>((resolve) => closed.signal.addEventListener('abort', () => resolve(), { once: true }));
  if ((await inTime(ms, opened, world)) !== true) {
    socket.terminate();
    return null;
  }
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text, () => undefined);
    },
    hear: (listener) => {
      socket.on('message', (data, isBinary) => {
        if (!isBinary && Buffer.isBuffer(data)) listener(data.toString());
      });
    },
    closed: closed.signal,
    [Symbol.asyncDispose]: async () => {
      socket.close();
      await inTime(partingMs, gone, world);
      socket.terminate();
    },
  };
}
