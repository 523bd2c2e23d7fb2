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
  /** Where the address stands in the configuration: `postgres.url`. */
  readonly key: string;
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

function tell({ server, key, host, port, user, database }: Asked, { lacks, why }: Refusal): Unreached {
  const where = `${server}${user === null ? '' : ` as ${brief(user)}`} at ${hostAndPort({ host, port })}`;
  switch (lacks) {
    case 'login':
      return { what: `log in to ${where}`, why, next: `Check user and password in ${key}.` };
    case 'database':
      return { what: `open database ${brief(database)} of ${where}`, why, next: `Check the database in ${key}, or create it first.` };
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
