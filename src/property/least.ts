import type { Quest } from './quest.ts';

/** The least of everything that a scenario may be made smaller to, and the users that an open load is tried with instead. */
export interface Least {
  readonly users: number;
  readonly mostUsers: number;
  readonly thinkMs: number;
  readonly payloadBytes: number;
}

/** What the configuration leaves room for. */
export function leastOf({ users, thinkMs, payloadBytes }: Quest): Least {
  return { users: users.min, mostUsers: users.max, thinkMs, payloadBytes: payloadBytes.min };
}
