import type { Unreached } from '../model/unreached.ts';
import { brief, hostAndPort } from './brief.ts';

/** Which part of an address a server does not accept; `address` where it was not reached at all, or not by its protocol. */
export type Lacking = 'login' | 'database' | 'address';

/** What came of one try to be let in. */
export interface Refusal {
  readonly lacks: Lacking;
  /** One line. */
  readonly why: string;
  /** Whether another try may do better: nobody listens yet, or the server is only starting. */
  readonly mayPass: boolean;
}

/** Whom a driver asks to be let in. */
export interface Asked {
  /** `PostgreSQL` */
  readonly server: string;
  /** Where address and setup stand in the configuration: `postgres`. */
  readonly section: string;
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly database: string;
}

const pauseMs = 50;

/** Tries to be let in, again for as long as that may help and `patienceMs` have not passed; why that came to nothing, or null. */
export async function reach(asked: Asked, patienceMs: number, tryOnce: () => Promise<Refusal | null>): Promise<Unreached | null> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    const refusal = await tryOnce();
    if (refusal === null) return null;
    if (!refusal.mayPass || performance.now() >= untilMs) return tell(asked, refusal);
    await new Promise((resolve) => void setTimeout(resolve, pauseMs));
  }
}

/** Why nothing can be performed on what could not be set up. */
export function saySetup(why: string): string {
  return `the setup failed: ${why}`;
}

/** The same, told before any load. */
export function notSetUp(asked: Asked, why: string): Unreached {
  return { what: `set up ${sayWhere(asked)}`, why, next: `Check ${asked.section}.setup.` };
}

function tell(asked: Asked, { lacks, why }: Refusal): Unreached {
  const where = sayWhere(asked);
  const key = `${asked.section}.url`;
  switch (lacks) {
    case 'login':
      return { what: `log in to ${where}`, why, next: `Check user and password in ${key}.` };
    case 'database':
      return { what: `open database ${brief(asked.database)} of ${where}`, why, next: `Check the database in ${key}, or create it first.` };
    case 'address':
      return {
        what: `connect to ${where}`,
        why,
        next: `Check host and port in ${key}, and that the server runs; service.deadline says how long it is waited for.`,
      };
    default:
      return lacks satisfies never;
  }
}

function sayWhere({ server, host, port, user }: Asked): string {
  return `${server}${user === null ? '' : ` as ${brief(user)}`} at ${hostAndPort({ host, port })}`;
}
