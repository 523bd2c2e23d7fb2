import type net from 'node:net';
import { Client, ProxyAgent, type Dispatcher } from 'undici';

import type { Trust } from '../../../model/trust.ts';
import { readEndpoint, type Endpoint } from '../endpoint.ts';
import { maxHeadBytes } from '../judge.ts';
import { connectWith } from './connect.ts';

/** Where a session's connection goes: straight to the service, or through a proxy. */
export interface Route {
  readonly origin: string;
  readonly trust: Trust;
  readonly service: Endpoint;
  readonly proxy: { readonly url: string; readonly endpoint: Endpoint } | null;
}

/** Reads the way to a service. */
export function readRoute({ origin, hostname, protocol, port }: URL, trust: Trust, proxy: string | null): Route {
  return {
    origin,
    trust,
    service: readEndpoint({ hostname, protocol, port }, trust),
    proxy: proxy === null ? null : { url: proxy, endpoint: readEndpoint(new URL(proxy), trust) },
  };
}

/**
 * Opens undici for one user. `onClient` is told of every client that carries requests, `onSocket` of every socket: one that
 * is still connecting too.
 */
export function openDispatcher(route: Route, onClient: (client: Client) => void, onSocket: (socket: net.Socket) => void): Dispatcher {
  const { service, proxy, trust } = route;
  const open = (origin: URL | string, connect: Client.Options['connect']): Client => {
    const client = new Client(origin, {
      pipelining: 1,
      allowH2: true,
      maxHeaderSize: maxHeadBytes,
      // One deadline of our own covers the whole operation.
      headersTimeout: 0,
      bodyTimeout: 0,
      ...(connect === undefined ? {} : { connect }),
    });
    onClient(client);
    return client;
  };
  if (proxy === null) return open(route.origin, connectWith(service, onSocket));

  const toProxy = connectWith(proxy.endpoint, onSocket);
  return new ProxyAgent({
    uri: proxy.url,
    // As browsers and curl do it: the whole address in the request, and a tunnel only for what is encrypted.
    proxyTunnel: false,
    clientFactory: (origin) => new Client(origin, { connect: toProxy }),
    factory: (origin, options) => open(origin, service.security === null ? toProxy : Object(options).connect),
    requestTls: {
      rejectUnauthorized: !trust.insecure,
      servername: service.security?.serverName ?? '',
      allowH2: true,
      ...(trust.ca === null ? {} : { ca: trust.ca }),
    },
  });
}
