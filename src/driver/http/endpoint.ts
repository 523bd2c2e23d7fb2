import net from 'node:net';
import tls from 'node:tls';

import type { Trust } from '../../model/trust.ts';

/** Where connections go, and how they are secured: the same for every session of a driver. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** Null for plain TCP. */
  readonly security: Security | null;
}

interface Security {
  /** Made once: reading the authorities costs milliseconds. */
  readonly context: tls.SecureContext;
  readonly rejectUnauthorized: boolean;
  /** Server Name Indication; empty for an IP address, which it must not carry. */
  readonly serverName: string;
}

/** Reads the address of a service. */
export function readEndpoint(url: Pick<URL, 'hostname' | 'protocol' | 'port'>, trust: Trust): Endpoint {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol !== 'https:') return { host, port: Number(url.port || 80), security: null };
  return {
    host,
    port: Number(url.port || 443),
    security: {
      context: tls.createSecureContext(trust.ca === null ? {} : { ca: trust.ca }),
      rejectUnauthorized: !trust.insecure,
      serverName: net.isIP(host) === 0 ? host : '',
    },
  };
}

/** Begins to connect; the event to wait for is `connect`, or `secureConnect` where there is security. */
export function connectTo(endpoint: Endpoint, protocols: readonly string[], onread?: net.OnReadOpts): net.Socket {
  const { host, port, security } = endpoint;
  const reading = onread === undefined ? {} : { onread };
  const socket =
    security === null
      ? net.connect({ host, port, ...reading })
      : tls.connect({
          host,
          port,
          ...reading,
          secureContext: security.context,
          rejectUnauthorized: security.rejectUnauthorized,
          servername: security.serverName,
          ALPNProtocols: [...protocols],
        });
  socket.setNoDelay(true);
  return socket;
}
