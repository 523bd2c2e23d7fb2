import type { Driver } from '../../../model/session.ts';
import type { HttpParts } from '../parts.ts';
import { readRoute } from './dispatcher.ts';
import { CompatSession } from './session.ts';

/** Drives a service with undici: HTTP/2 where a service over TLS offers it, HTTP/1.1 otherwise, through a proxy if there is one. */
export function openCompat(parts: HttpParts, proxy: string | null): Driver {
  const route = readRoute(parts.url, parts.settings.trust, proxy);
  const sessions = new Set<CompatSession>();
  return {
    measures: [],
    openSession: (user) => {
      const session = new CompatSession(parts, route, user, () => sessions.delete(session));
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
    },
  };
}
