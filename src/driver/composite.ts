import type { Driver, Session } from '../model/session.ts';

/** A driver and the indices that its operations have in the whole suite. */
export interface Part {
  readonly driver: Driver;
  readonly operations: readonly number[];
}

/** Several drivers as one: each user has a session of each, opened with its first operation there. Outcomes tell the measures of all, in the order of the parts. */
export function joinDrivers(parts: readonly Part[]): Driver {
  const measures = parts.flatMap(({ driver }) => driver.measures);
  const places = new Map(parts.flatMap(({ operations }, part) => operations.map((whole, own) => [whole, { part, own }] as const)));
  const before = parts.map((_, at) => parts.slice(0, at).reduce((sum, { driver }) => sum + driver.measures.length, 0));
  const reaching = parts.filter(({ driver }) => driver.reach !== undefined);
  const preparing = parts.filter(({ driver }) => driver.prepare !== undefined);
  return {
    measures,
    ...(preparing.length === 0
      ? {}
      : { prepare: async (users) => void (await Promise.all(preparing.map(async ({ driver }) => driver.prepare?.(users)))) }),
    ...(reaching.length === 0
      ? {}
      : {
          reach: async (patienceMs, isFirst) =>
            (await Promise.all(reaching.map(async ({ driver }) => driver.reach?.(patienceMs, isFirst)))).find(
              (one) => one !== undefined && one !== null,
            ) ?? null,
        }),
    lookAtInvariants: async () => (await Promise.all(parts.map(async ({ driver }) => (await driver.lookAtInvariants?.()) ?? []))).flat(),
    openSession: (user) => {
      const sessions = new Map<number, Session>();
      const sessionOf = (part: number): Session | undefined => {
        const known = sessions.get(part);
        const session = known ?? parts[part]?.driver.openSession(user);
        if (known === undefined && session !== undefined) sessions.set(part, session);
        return session;
      };
      return {
        perform: (operation, values, nowMs, hear) => {
          const place = places.get(operation);
          const session = place === undefined ? undefined : sessionOf(place.part);
          if (place === undefined || session === undefined) throw new Error(`no driver performs the operation ${operation}`);
          const shift = before[place.part] ?? 0;
          session.perform(place.own, values, nowMs, (outcome, endMs) => {
            const { measured } = outcome;
            if (measured === undefined || measures.length === measured.length) return hear(outcome, endMs);
            const all = measures.map((_, at) => measured[at - shift] ?? Number.NaN);
            hear({ ...outcome, measured: all }, endMs);
          });
        },
        close: async () => void (await Promise.all([...sessions.values()].map((session) => session.close()))),
      };
    },
    close: async () => void (await Promise.all(parts.map(({ driver }) => driver.close()))),
  };
}
