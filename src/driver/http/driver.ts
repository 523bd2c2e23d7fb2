import type { HttpOperation } from '../../model/operation.ts';
import type { Driver } from '../../model/session.ts';
import type { Target } from '../../model/target.ts';
import type { DriverSettings } from '../settings.ts';
import { compileRequest } from './request.ts';
import { HttpSession } from './session.ts';

/** Drives a service over keep-alive HTTP/1.1. */
export function openHttp(target: Target, specs: readonly HttpOperation[], settings: DriverSettings, now: () => number): Driver {
  const { origin, pathname } = new URL(target.url);
  const basePath = pathname.replace(/\/+$/, '');
  const requests = specs.map((spec) => compileRequest(spec, basePath));
  const sessions = new Set<HttpSession>();
  return {
    openSession: async () => {
      const session = new HttpSession(requests, { origin, timeoutMs: settings.timeoutMs, maxBodyBytes: settings.maxBodyBytes, now });
      sessions.add(session);
      return {
        perform: (operation, values) => session.perform(operation, values),
        close: async () => {
          await session.close();
          sessions.delete(session);
        },
      };
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      sessions.clear();
    },
  };
}
