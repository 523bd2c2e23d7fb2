import type { Driver } from '../../../model/session.ts';
import { readEndpoint } from '../endpoint.ts';
import type { HttpParts } from '../parts.ts';
import { Deadlines } from '../../deadlines.ts';
import { OwnSession, type Around } from './session.ts';
import { compileWire } from './wire.ts';

/** One read of a socket at most; larger ones gain nothing. */
const bufferBytes = 64 * 1024;

/** Drives a service over keep-alive HTTP/1.1 on sockets of our own. */
export function openOwn({ url, requests, settings, judge, now }: HttpParts): Driver {
  const deadlines = new Deadlines(settings.timeoutMs, now);
  const sessions = new Set<OwnSession>();
  const around: Around = {
    requests,
    wires: requests.map((request) => compileWire(request, url.host)),
    endpoint: readEndpoint(url, settings.trust),
    buffer: Buffer.allocUnsafeSlow(bufferBytes),
    judge,
    deadlines,
    now,
    forget: (session) => sessions.delete(session),
  };
  return {
    measures: [],
    openSession: (user) => {
      const session = new OwnSession(around, user);
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      deadlines.close();
    },
  };
}
