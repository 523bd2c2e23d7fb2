import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { isLoopback } from '../../units/loopback.ts';
import type { World } from '../../world.ts';
import { portOf } from '../port.ts';
import { openLane, type Conditions, type Lane } from './lane.ts';
import { openLink } from './link.ts';

/** Another way to a service on this machine, whose delay and bandwidth are ours to choose. */
export interface LoopbackProxy extends AsyncDisposable {
  /** The service's address, by this way. */
  readonly url: string;
  /** Holds from now on, for connections that stand as well. */
  set(conditions: Conditions): void;
  /** Connections it carries now. */
  open(): number;
}

/** As if there were nothing between. */
export const clear: Conditions = { delayMs: 0, bytesPerSecond: null };

const mostConnections = 10_000;
/** What all connections together may hold back, and what each of them may, within this. */
const [mostBytes, leastEach, mostEach] = [64 * 1_024 ** 2, 16 * 1_024, 1_024 ** 2];

/**
 * Opens a proxy before a service on this machine; disposing of it cuts what it carries. Bytes pass as they come, so that it serves any
 * protocol. A connection that the service refuses is reset.
 */
export async function openProxy(target: string, world: World): Promise<LoopbackProxy> {
  const { protocol, hostname, pathname } = new URL(target);
  if (!isLoopback(hostname)) throw new Error('a proxy leads to services on this machine only');
  const [host, port] = [hostname.replace(/^\[|\]$/g, ''), portOf(target)];
  const sockets = new Set<Socket>();
  const lanes = new Set<Lane>();
  const links = { there: openLink(), back: openLink() };
  let conditions = clear;
  const share = (): number => Math.min(mostEach, Math.max(leastEach, mostBytes / Math.max(1, lanes.size)));

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const service = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const parts = { conditions: () => conditions, mostBytes: share, world };
    const pair = [
      openLane({ from: client, to: service, link: links.there, ...parts }),
      openLane({ from: service, to: client, link: links.back, ...parts }),
    ];
    for (const lane of pair) lanes.add(lane);
    for (const socket of [client, service]) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        if (client.destroyed && service.destroyed) for (const lane of pair) lanes.delete(lane);
      });
    }
  });
  server.maxConnections = mostConnections;
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  const own = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${protocol}//${hostname}:${own}${pathname.replace(/\/+$/, '')}`,
    set: (next) => {
      conditions = next;
      for (const link of [links.there, links.back]) link.clear();
      for (const lane of lanes) lane.wake();
    },
    open: () => lanes.size / 2,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
