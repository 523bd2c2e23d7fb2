import { afterAll, describe, expect, it } from 'vitest';

import type { Outcome } from '../../../src/model/outcome.ts';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { openTestDatabase, startTestServer } from '../../support/postgres.ts';
import { open, type Asked } from './opened.ts';

const database = await openTestDatabase();
const { url } = database;
await database.run(
  'CREATE TABLE items (id text PRIMARY KEY, stock int CHECK (stock < 1000))',
  "INSERT INTO items VALUES ('a', 10), ('b', 10), ('none', NULL)",
);
afterAll(() => database[Symbol.asyncDispose]());

const failed = (error: string, detail: string): object => ({
  kind: 'failed',
  error,
  detail: expect.stringMatching(detail) as unknown,
  undone: true,
});
const stockOf = async (id: string): Promise<unknown> => (await database.run(`SELECT stock FROM items WHERE id = '${id}'`))[0]?.['stock'];

const look = 'SELECT stock FROM items WHERE id = $1';
const write = 'UPDATE items SET stock = $2 WHERE id = $1';

describe('a transaction', () => {
  it('writes what it reckoned from what it read', async () => {
    await database.run("INSERT INTO items VALUES ('sum', 40)");
    const sql: Asked['sql'] = [
      [look, '{{key}}'],
      [write, '{{key}}', '{{read.stock+5}}'],
      [write, '{{key}}', '{{ read.stock-3 }}'],
      ['SELECT stock, $2::text AS note FROM items WHERE id = $1', '{{key}}', 'was {{read.stock}}, {{key}}'],
    ];
    await using opened = open(url, [
      {
        sql,
        transaction: 'read committed',
        json: [
          { path: '$.rows[0].stock', equals: 37 },
          { path: '$.rows[0].note', equals: 'was 40, sum' },
        ],
      },
    ]);
    expect(await opened.perform(0, 0, { key: 'sum' })).toMatchObject({ kind: 'ok' });
    expect(await stockOf('sum')).toBe(37);
  });

  it.each([
    ['nobody', '{{read.stock+1}}', 'no row was found to read stock of'],
    ['none', '{{read.stock+1}}', 'stock is NULL in the row that was read'],
    ['a', '{{read.price}}', 'no statement before it told price'],
  ])('that cannot read of %s what it needs for %s is rolled back', async (key, value, why) => {
    await database.run(`DELETE FROM items WHERE id = 'new'`);
    await using opened = open(url, [
      { sql: ["INSERT INTO items VALUES ('new', 1)", [look, '{{key}}'], [write, '{{key}}', value]], transaction: 'read committed' },
    ]);
    expect(await opened.perform(0, 0, { key })).toMatchObject(failed('assertion', `^${why}$`));
    expect(await stockOf('new')).toBeUndefined();
  });

  it('has its values as they were when it was asked for', async () => {
    await using opened = open(url, [
      {
        sql: ['SELECT 1', ['SELECT $1::text AS key', '{{key}}']],
        transaction: 'read committed',
        json: [{ path: '$.rows[0].key', equals: 'first' }],
      },
    ]);
    const drawn = { ...values, key: 'first' };
    const outcome = perform(opened.session(0), 0, drawn);
    drawn.key = 'second';
    expect(await outcome).toMatchObject({ kind: 'ok' });
  });

  it('of which a statement fails leaves nothing behind, and its connection is whole', async () => {
    await using opened = open(
      url,
      [
        {
          sql: [
            [write, 'a', '11'],
            [write, 'b', '2000'],
          ],
          transaction: 'read committed',
        },
        { sql: ['SELECT pg_backend_pid() AS pid'], meaning: { deed: { kind: 'read', key: 'k', value: '$.rows[0].pid', maxStaleMs: 0 } } },
      ],
      { pool: 1 },
    );
    const before = await opened.perform(1);
    expect(await opened.perform(0)).toMatchObject(failed('rejected', '^23514 new row for relation "items" violates check constraint'));
    expect(await stockOf('a')).toBe(10);
    expect(before).toMatchObject({ kind: 'ok', told: { value: expect.stringMatching(/^\d+$/) as unknown } });
    expect((await opened.perform(1)) as { told?: unknown }).toMatchObject({ told: (before as { told?: unknown }).told });
  });

  it('that fails at its commit is undone', async () => {
    await database.run('CREATE TABLE late (x int UNIQUE DEFERRABLE INITIALLY DEFERRED)', 'INSERT INTO late VALUES (1)');
    await using opened = open(url, [{ sql: ['INSERT INTO late VALUES (1)'], transaction: 'serializable' }]);
    expect(await opened.perform(0)).toMatchObject(failed('rejected', '^23505 '));
  });

  it('runs at the isolation level that was asked for', async () => {
    const levels = ['read committed', 'repeatable read', 'serializable'] as const;
    await using opened = open(
      url,
      levels.map((transaction) => ({
        sql: ['SHOW transaction_isolation'],
        transaction,
        json: [{ path: '$.rows[0].transaction_isolation', equals: transaction }],
      })),
    );
    for (const index of [0, 1, 2]) expect(await opened.perform(index)).toMatchObject({ kind: 'ok' });
  });

  it('that meets another crosswise is a deadlock for one of both, and had no effect', async () => {
    const both = (first: string, second: string): Asked => ({
      sql: [
        ['UPDATE items SET stock = stock + 1 WHERE id = $1', first],
        'SELECT pg_sleep(0.1)',
        ['UPDATE items SET stock = stock + 1 WHERE id = $1', second],
      ],
      transaction: 'read committed',
    });
    await database.run("UPDATE items SET stock = 10 WHERE id IN ('a', 'b')");
    await using opened = open(url, [both('a', 'b'), both('b', 'a')]);
    const outcomes = await Promise.all([opened.perform(0, 0), opened.perform(1, 1)]);
    const [lost, won] = split(outcomes);
    expect(won).toHaveLength(1);
    expect(lost).toMatchObject([failed('deadlock', '^40P01 deadlock detected$')]);
    expect([await stockOf('a'), await stockOf('b')]).toEqual([11, 11]);
  });

  it('at repeatable read that writes what another has written is a serialization failure', async () => {
    await database.run("UPDATE items SET stock = 10 WHERE id = 'a'");
    await using opened = open(url, [
      {
        sql: [[look, 'a'], 'SELECT pg_sleep(0.1)', "SELECT stock FROM items WHERE id = 'a'", [write, 'a', '{{read.stock+1}}']],
        transaction: 'repeatable read',
      },
    ]);
    const [lost, won] = split(await Promise.all([opened.perform(0, 0), opened.perform(0, 1)]));
    expect(won).toHaveLength(1);
    expect(lost).toMatchObject([failed('serialization', '^40001 could not serialize access due to concurrent update$')]);
    expect(await stockOf('a')).toBe(11);
  });

  it('that outlasts the deadline before its commit is undone, and its locks are gone', async () => {
    await using opened = open(
      url,
      [{ sql: [[write, 'b', '500'], 'SELECT pg_sleep(30)'], transaction: 'read committed' }, { sql: [[write, 'b', '12']] }],
      {},
      { timeoutMs: 300 },
    );
    expect(await opened.perform(0)).toMatchObject(failed('timeout', '^no complete answer within 300 ms$'));
    expect(await opened.perform(1, 1)).toMatchObject({ kind: 'ok' });
    expect(await stockOf('b')).toBe(12);
  });
});

describe('a server that goes away', () => {
  it('without a word loses what was under way, and refuses what comes after', async () => {
    await using server = await startTestServer();
    await using opened = open(
      server.url,
      [{ sql: ['SELECT pg_sleep(30)'] }, { sql: ['SELECT pg_sleep(30)'], transaction: 'read committed' }],
      { pool: 2 },
    );
    await opened.driver.prepare?.([0, 1]);
    const outcomes = [opened.perform(0, 0), opened.perform(1, 1)];
    const waiting = opened.perform(0, 2);
    await expect
      .poll(() => server.run("SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()"))
      .toHaveLength(2);
    await server.end('SIGQUIT');
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ kind: 'failed', error: 'reset' });
    expect(await outcomes[0]).not.toHaveProperty('undone');
    expect(await outcomes[1]).toMatchObject({ undone: true });
    expect(await waiting).toMatchObject(failed('refused', '^no connection as tester@127.0.0.1:\\d+/postgres: '));
    expect(await opened.perform(0)).toMatchObject(failed('refused', ': connection refused$'));
  });
});

function split(outcomes: readonly Outcome[]): readonly [failed: readonly Outcome[], ok: readonly Outcome[]] {
  return [outcomes.filter(({ kind }) => kind === 'failed'), outcomes.filter(({ kind }) => kind === 'ok')];
}
