import type { PostgresOperation } from '../../model/postgres.ts';
import type { Driver } from '../../model/session.ts';
import { printDuration } from '../../units/print.ts';
import { oversized, unanswered, type Failure } from '../failure.ts';
import { Deadlines } from '../deadlines.ts';
import type { DriverParts } from '../parts.ts';
import { notSetUp, reach, saySetup } from '../reach.ts';
import { readAddress } from './address.ts';
import { checkInvariants } from './check-invariants.ts';
import { compileOperation } from './compile.ts';
import type { Surroundings } from './flight.ts';
import { logIn } from './log-in.ts';
import { Pool, sayExhausted, sayUnopened } from './pool.ts';
import { PostgresSession } from './session.ts';
import { setUp } from './set-up.ts';

/** Drives a PostgreSQL server: all users share one pool of connections, and waiting for one is measured apart from the query. */
export function openPostgres({ target, operations, settings, now }: DriverParts<PostgresOperation>): Driver {
  const { timeoutMs, maxBodyBytes, postgres } = settings;
  const address = postgres === null ? undefined : readAddress(postgres.url, Number(new URL(target.url).port));
  if (postgres === null || address === undefined) throw new Error('no address of a PostgreSQL server');
  const waitMs = Math.min(postgres.waitMs ?? timeoutMs, timeoutMs);
  const [waits, deadlines] = [new Deadlines(waitMs, now), new Deadlines(timeoutMs, now)];
  const pool = new Pool(address, postgres.pool, timeoutMs);
  const [exhausted, unopened] = [sayExhausted(postgres.pool, printDuration(waitMs)), sayUnopened(address, printDuration(waitMs))];
  const around: Surroundings = {
    operations: operations.map((operation, index) => compileOperation(operation, index, postgres.prepare)),
    pool,
    waits,
    deadlines,
    sayNoConnection: () => (pool.isOpening ? unopened : exhausted),
    late: unanswered(timeoutMs),
    tooLarge: oversized(maxBodyBytes),
    maxBodyBytes,
    now,
  };
  /** Only whoever asks to be let in sets up: sessions that are held beside one another have a driver each. */
  let isDue = false;
  let blocked: Failure | null = null;
  const setUpIfDue = async (): Promise<void> => {
    if (!isDue) return;
    blocked = await setUp(pool, postgres.setup);
    isDue = blocked !== null;
  };
  const sessions = new Set<PostgresSession>();
  return {
    measures: [
      { name: 'wait', unit: 'ms' },
      { name: 'query', unit: 'ms' },
    ],
    reach: async (patienceMs) => {
      const asked = { ...address, server: 'PostgreSQL', section: 'postgres' };
      const unreached = await reach(asked, patienceMs, () => logIn(address, timeoutMs));
      isDue = true;
      await setUpIfDue();
      return unreached ?? (blocked === null ? null : notSetUp(asked, blocked.detail));
    },
    prepare: async (users) => {
      // What cannot be opened now fails with the operations that need it, each with its own try.
      const unready = await pool.ready(Math.max(1, users.length));
      if (unready === null) await setUpIfDue();
    },
    lookAtInvariants: () => checkInvariants(address, postgres.invariants, timeoutMs),
    openSession: (user) => {
      const session = new PostgresSession(around, user, () => (blocked === null ? null : { ...blocked, detail: saySetup(blocked.detail) }));
      sessions.add(session);
      return session;
    },
    close: async () => {
      await Promise.all([...sessions].map((session) => session.close()));
      await pool.close();
      waits.close();
      deadlines.close();
    },
  };
}
