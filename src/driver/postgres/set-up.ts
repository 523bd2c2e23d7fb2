import { printDuration } from '../../units/print.ts';
import type { Failure } from '../failure.ts';
import type { Connection } from './connection.ts';
import { nameFailure } from './name-failure.ts';
import type { Pool } from './pool.ts';

/** Filling a table may take its time, but no run waits for ever. */
const longestMs = 300_000;
/** Ours among the locks that programs agree on: "plim" in ASCII. */
const lock = 0x70_6c_69_6d;

/** Runs the statements on one connection, while nobody else does so; gives why they did not all succeed, for which nothing can be performed, or null. */
export async function setUp(pool: Pool, statements: readonly string[]): Promise<Failure | null> {
  if (statements.length === 0) return null;
  const connection = await new Promise<Connection | Failure>((resolve) => pool.acquire({ take: resolve, refuse: resolve }));
  if ('detail' in connection) return connection;
  let isLate = false;
  const late = setTimeout(() => {
    isLate = true;
    pool.discard(connection);
  }, longestMs);
  try {
    await run(connection, `SELECT pg_advisory_lock(${lock})`);
    for (const [at, sql] of statements.entries()) {
      const error = await run(connection, sql).then(() => null, asError);
      if (error === null && connection.isClean) continue;
      // What it left behind, a lock or a transaction, is nobody else's.
      pool.discard(connection);
      const why = error === null ? 'it leaves a transaction open' : nameFailure(error, []).detail;
      return { error: 'refused', detail: `statement ${at + 1}: ${why}` };
    }
    await run(connection, `SELECT pg_advisory_unlock(${lock})`);
    pool.release(connection);
    return null;
  } catch (error) {
    pool.discard(connection);
    const why = isLate ? `it took longer than ${printDuration(longestMs)}` : nameFailure(asError(error), []).detail;
    return { error: 'refused', detail: why };
  } finally {
    clearTimeout(late);
  }
}

function run(connection: Connection, sql: string): Promise<void> {
  return new Promise((resolve, reject) =>
    connection.query(sql, null, null, (error) => {
      if (error === null) resolve();
      else reject(error);
    }),
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
