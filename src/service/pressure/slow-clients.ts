import type { Socket } from 'node:net';
import type { World } from '../../world.ts';
import { applied, type Applied } from './pressed.ts';
import { holdSockets, type Sockets } from './sockets.ts';

/** A slow reader reads ten times a second, or byte by byte as seldom as it must. */
const leastBeatMs = 100;
/** Nothing more has come for so long: the answer is over, or there is none yet. */
const quietMs = 1_000;

/**
 * Opens clients that ask, and read the answers at so many bytes a second each. When nothing has come for a second they ask again; when
 * the service closes a connection they open another. What a client has not read the system holds for it, some hundred kilobytes, before
 * the service notices: short answers are slow for nobody.
 */
export function openSlowClients(
  { clients, bytesPerSecond }: { readonly clients: number; readonly bytesPerSecond: number },
  url: string,
  request: () => string,
  world: World,
): Applied {
  const beatMs = Math.max(leastBeatMs, 1_000 / bytesPerSecond);
  const bite = Math.max(1, Math.floor((bytesPerSecond * beatMs) / 1_000));
  const sockets = holdSockets(url);
  const beats = Array.from({ length: clients }, () => openReader(sockets, bite, request, world));
  const beat = (): void => {
    for (const read of beats) read();
  };
  beat();
  const timer = world.every(beatMs, beat);
  return applied(`${clients} slow ${clients === 1 ? 'client' : 'clients'} beside the users`, async () => {
    timer[Symbol.dispose]();
    await sockets.close();
  });
}

/** One client; each call lets it read one bite, or do what it waits for. */
function openReader(sockets: Sockets, bite: number, request: () => string, world: World): () => void {
  let socket: Socket | null = null;
  let latestMs = Number.NEGATIVE_INFINITY;
  const open = (): void => {
    const opened = sockets.open({
      // Reads no more than this, and then not until it is told to: nothing is read ahead.
      onread: {
        buffer: Buffer.alloc(bite),
        callback: () => {
          latestMs = world.now();
          return false;
        },
      },
    });
    opened.once('close', () => {
      socket = null;
    });
    opened.write(request(), 'utf8');
    socket = opened;
  };
  return () => {
    const quiet = world.now() - latestMs >= quietMs;
    if (quiet) latestMs = world.now();
    if (socket === null) {
      if (quiet) open();
      return;
    }
    // What was asked before has not even left: the service reads nothing from us.
    if (quiet && socket.writableLength === 0) socket.write(request(), 'utf8');
    socket.resume();
  };
}
