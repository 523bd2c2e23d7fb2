import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { ModuleOperation } from '../../model/module.ts';
import type { Driver } from '../../model/session.ts';
import { Deadlines } from '../deadlines.ts';
import { oversized } from '../failure.ts';
import type { DriverParts } from '../parts.ts';
import { within } from '../within.ts';
import { compileCall } from './call.ts';
import { Hosts } from './hosts.ts';
import { ModuleSession, type Around } from './session.ts';

const mostLeaveMs = 2_000;

/** Calls the functions of a user's module, in a process of its own: a crash, a leak or a busy loop there is none of ours. */
export function openModule(parts: DriverParts<ModuleOperation>): Driver {
  return openOn(join(dirname(fileURLToPath(import.meta.url)), 'host.js'), parts);
}

/** The same, with the bundle of that process at another place. */
export function openOn(bundle: string, { operations, settings, surroundings, now, onProcesses }: DriverParts<ModuleOperation>): Driver {
  const { timeoutMs, maxBodyBytes, module } = settings;
  if (module === null) throw new Error('no module');
  const { directory, environment } = surroundings;
  const place = {
    bundle,
    file: module.file,
    names: operations.map(({ spec }) => spec.call),
    directory,
    environment: { ...environment, ...module.environment },
  };
  const hosts = new Hosts(place, { startMs: module.startMs, timeoutMs, maxBodyBytes, now }, onProcesses);
  const sessions = new Set<ModuleSession>();
  const around: Around = {
    calls: operations.map(compileCall),
    hosts,
    deadlines: new Deadlines(timeoutMs, now),
    tooLarge: oversized(maxBodyBytes),
    leaveMs: Math.min(timeoutMs, mostLeaveMs),
    now,
    forget: (session) => void sessions.delete(session),
  };
  return {
    measures: [],
    reach: async (_, isFirst) => {
      if (!isFirst) return null;
      const what = `use the module ${basename(module.file)}`;
      const host = hosts.fresh();
      const failure = await host.loaded;
      if (failure !== null) return { what, why: failure.detail, next: 'Check the file in module, and that Node can import it by itself.' };
      if (host.lacks === null) return null;
      return { what, why: `it exports no function ${host.lacks}`, next: 'Check call in operations.' };
    },
    prepare: async (users) => {
      const host = hosts.fresh();
      await host.loaded;
      if (!host.hasSessions) return;
      // What cannot be opened in time is opened, or fails, with its first operation.
      const joins = users.map(
        (user) => new Promise<void>((resolve) => host.ask({ kind: 'join', number: hosts.nextNumber(), user }, () => resolve())),
      );
      await within(Promise.all(joins), timeoutMs);
    },
    openSession: (user) => {
      const session = new ModuleSession(around, user);
      sessions.add(session);
      return session;
    },
    close: async () => {
      for (const session of sessions) session.end();
      await hosts.close();
      around.deadlines.close();
    },
  };
}
