import { Client } from 'pg';
import { startTestServer } from '../../__tests__/support/postgres.ts';
import { openPostgres } from '../../src/driver/postgres/open.ts';
import { callerOf, compareCalls, type Table, type Wish } from './compare-calls.ts';
import { partsOf } from './parts.ts';

/** `SELECT 1`, prepared, by the bare client, and by the driver. */
export async function bench(wish: Wish): Promise<Table> {
  await using server = await startTestServer();
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const postgres = { url: server.url, pool: 1, waitMs: null, prepare: true, setup: [], invariants: [] };
  const spec = { driver: 'postgres', statements: [{ sql: 'SELECT 1', values: [] }], transaction: null, expect: { json: [] } } as const;
  const driver = openPostgres(partsOf(spec, { postgres }, `tcp://${new URL(server.url).host}`));
  try {
    const bare = (): Promise<unknown> => client.query({ name: 'one', text: 'SELECT 1' });
    return await compareCalls('postgres: SELECT 1 by one user (bare: pg)', { ...wish, calls: 5 * wish.calls }, bare, callerOf(driver));
  } finally {
    await driver.close();
    await client.end();
  }
}
