import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readAddress } from '../../../src/driver/postgres/address.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { findFreePort } from '../../../src/service/port.ts';
import { openTestDatabase, type TestDatabase } from '../../support/postgres.ts';
import { serveTcp } from '../../support/tcp-server.ts';
import { open } from './opened.ts';

const database = (await openTestDatabase()) satisfies TestDatabase;
const { url } = database;

beforeAll(async () => {
  await database.run('CREATE TABLE items (id text PRIMARY KEY, stock int NOT NULL, price numeric(9,2), note jsonb, sold timestamptz)');
});
afterAll(() => database[Symbol.asyncDispose]());

const failed = (error: string, detail: string): object => ({ kind: 'failed', error, detail: expect.stringMatching(detail) as unknown });
const [wait, query] = [
  (outcome: Outcome): number => outcome.measured?.[0] ?? Number.NaN,
  (outcome: Outcome): number => outcome.measured?.[1] ?? Number.NaN,
];
const connections = async (of: string): Promise<number> => {
  const [row] = await database.run(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = '${of}' AND datname = current_database()`,
  );
  return Number(row?.['n']);
};
const named = (name: string): string => `${url}?application_name=${name}`;

describe('a statement', () => {
  it('is answered, and what it measures adds up to the response', async () => {
    await using opened = open(url, [{ sql: ['SELECT 1 AS one'], json: [{ path: '$.rows[0].one', equals: 1 }] }]);
    expect(opened.driver.measures.map(({ name }) => name)).toEqual(['wait', 'query']);
    for (const outcome of [await opened.perform(0), await opened.perform(0)]) {
      expect(outcome).toMatchObject({ kind: 'ok' });
      expect(wait(outcome) + query(outcome)).toBeCloseTo(outcome.endedAtMs - outcome.sentAtMs, 6);
      expect(outcome.bytes).toBeGreaterThan(0);
    }
  });

  it('has its templates filled as values and never as SQL', async () => {
    await using opened = open(url, [
      {
        sql: [['SELECT $1::text AS key, $2::int AS n, $3::uuid AS u, $4::text AS who', '{{key}}', '{{n}}', '{{uuid}}', 'user {{user}}']],
        json: [
          { path: '$.rows[0].key', equals: "'; DROP TABLE items; --" },
          { path: '$.rows[0].n', equals: 7 },
          { path: '$.rows[0].who', equals: 'user 3' },
        ],
      },
    ]);
    expect(await opened.perform(0, 3, { key: "'; DROP TABLE items; --" })).toMatchObject({ kind: 'ok' });
    expect(await database.run('SELECT count(*) AS n FROM items')).toEqual([{ n: '0' }]);
  });

  it('tells its values as JSON has them, and what JSON would change as text', async () => {
    const sql = `SELECT 7::int AS i, 9007199254740993::bigint AS big, 1.50::numeric AS money, 2.5::float8 AS f, true AS yes, NULL AS none,
      '{"a":[1]}'::jsonb AS doc, '2020-01-02'::date AS day`;
    const json = [
      ['i', 7],
      ['big', '9007199254740993'],
      ['money', '1.50'],
      ['f', 2.5],
      ['yes', true],
      ['none', null],
      ['doc.a[0]', 1],
      ['day', '2020-01-02'],
    ] as const;
    await using opened = open(url, [{ sql: [sql], json: json.map(([path, equals]) => ({ path: `$.rows[0].${path}`, equals })) }]);
    expect(await opened.perform(0)).toMatchObject({ kind: 'ok' });
  });

  it('hands on what its meaning asks for, and how many rows were changed', async () => {
    await database.run("INSERT INTO items VALUES ('told', 41)");
    await using opened = open(url, [
      {
        sql: [['UPDATE items SET stock = stock + 1 WHERE id = $1 RETURNING stock', '{{key}}']],
        meaning: { deed: { kind: 'increment', key: '{{key}}', by: 1, value: '$.rows[0].stock' } },
      },
      { sql: ["UPDATE items SET stock = 5 WHERE id = 'nobody'"], json: [{ path: '$.count', equals: 1 }] },
    ]);
    expect(await opened.perform(0, 0, { key: 'told' })).toMatchObject({ kind: 'ok', told: { value: '42' } });
    expect(await opened.perform(1)).toMatchObject(failed('assertion', '^\\$\\.count is 0, expected 1$'));
  });

  it('is parsed once a connection, or each time where that is asked for', async () => {
    const sql = ['SELECT count(*) AS n FROM pg_prepared_statements'];
    await using prepared = open(url, [{ sql, json: [{ path: '$.rows[0].n', equals: 1 }] }], { pool: 1 });
    for (let time = 0; time < 3; time += 1) expect(await prepared.perform(0)).toMatchObject({ kind: 'ok' });
    await using plain = open(url, [{ sql, json: [{ path: '$.rows[0].n', equals: 0 }] }], { pool: 1, prepare: false });
    for (let time = 0; time < 3; time += 1) expect(await plain.perform(0)).toMatchObject({ kind: 'ok' });
  });

  it('that fails says by which SQLSTATE, without its values, and is surely undone', async () => {
    await using opened = open(url, [
      { sql: [['SELECT $1::int', 'secret-{{key}}']] },
      { sql: ['SELEC 1'] },
      { sql: [['INSERT INTO items VALUES ($1, 1)', 'twice']] },
      { sql: ["DO $$ BEGIN RAISE 'one\ntwo'; END $$"] },
    ]);
    const wrong = await opened.perform(0);
    expect(wrong).toMatchObject({ ...failed('rejected', '^22P02 invalid input syntax for type integer: "…"$'), undone: true });
    expect(JSON.stringify(wrong)).not.toContain('secret');
    expect(await opened.perform(1)).toMatchObject(failed('rejected', '^42601 syntax error at or near "SELEC"$'));
    expect(await opened.perform(2)).toMatchObject({ kind: 'ok' });
    expect(await opened.perform(2)).toMatchObject(
      failed('rejected', '^23505 duplicate key value violates unique constraint "items_pkey"$'),
    );
    const raised = await opened.perform(3);
    expect(raised).toMatchObject(failed('rejected', '^P0001 one two$'));
    expect(raised).not.toHaveProperty('undone');
  });

  it('whose answer is larger than may be is given up while it comes', async () => {
    await using opened = open(
      named('large'),
      [{ sql: ["SELECT repeat('x', 100000) FROM generate_series(1, 1000)"] }, { sql: ['SELECT 1'] }],
      { pool: 1 },
    );
    const outcome = await opened.perform(0);
    expect(outcome).toMatchObject(failed('too-large', '^the answer passed 977 KB$'));
    expect(outcome.bytes).toBeLessThan(2_000_000);
    expect(await opened.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('that outlasts the deadline is given up on the server too', async () => {
    await using opened = open(named('late'), [{ sql: ['SELECT pg_sleep(30)'] }, { sql: ['SELECT 1'] }], { pool: 1 }, { timeoutMs: 100 });
    expect(await opened.perform(0)).toMatchObject(failed('timeout', '^no complete answer within 100 ms$'));
    await expect
      .poll(() => database.run("SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()"))
      .toEqual([]);
    expect(await opened.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('that leaves a transaction open takes nobody into it', async () => {
    await database.run('CREATE TABLE kept (x int)');
    const opened = open(url, [{ sql: ['/* unseen */ BEGIN'] }, { sql: ['INSERT INTO kept VALUES (1)'] }], { pool: 1 });
    await opened.perform(0);
    expect(await opened.perform(1)).toMatchObject({ kind: 'ok' });
    await opened.driver.close();
    expect(await database.run('SELECT x FROM kept')).toEqual([{ x: 1 }]);
  });
});

describe('the pool', () => {
  it('is shared by all users, never larger than it may be, and waiting is told apart from the query', async () => {
    await using opened = open(named('shared'), [{ sql: ['SELECT pg_sleep(0.05)'] }], { pool: 2 });
    await opened.driver.prepare?.([0, 1]);
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, user) => opened.perform(0, user)));
    expect(await connections('shared')).toBe(2);
    const waits = outcomes.map(wait).sort((a, b) => a - b);
    // Three turns of two: the last two waited for both turns before theirs.
    expect(waits[1]).toBeLessThan(waits[2] ?? 0);
    expect(waits[4]).toBeGreaterThan(75);
    for (const outcome of outcomes) expect(query(outcome)).toBeGreaterThan(49);
  });

  it('serves whoever came first', async () => {
    await using opened = open(url, [{ sql: ['SELECT 1'] }], { pool: 1 });
    const order: number[] = [];
    await Promise.all([0, 1, 2, 3, 4].map((user) => opened.perform(0, user).then(() => order.push(user))));
    expect(order).toEqual([0, 1, 2, 3, 4]);
  });

  it('that has none free in time is exhausted, and what waited had no effect', async () => {
    await using opened = open(url, [{ sql: ['SELECT pg_sleep(0.4)'] }], { pool: 1, waitMs: 50 });
    await opened.driver.prepare?.([0]);
    const [first, second] = await Promise.all([opened.perform(0, 0), opened.perform(0, 1)]);
    expect(first).toMatchObject({ kind: 'ok' });
    expect(second).toMatchObject({
      ...failed('exhausted', '^no connection of the pool of 1 became free within 50 ms$'),
      undone: true,
    });
    expect(query(second)).toBeNaN();
  });

  it('replaces a connection that the server has ended while it was idle, in silence', async () => {
    await using opened = open(named('ended'), [{ sql: ['SELECT 1'] }], { pool: 1 });
    await opened.perform(0);
    await database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ended'");
    await expect.poll(() => connections('ended')).toBe(0);
    expect(await opened.perform(0)).toMatchObject({ kind: 'ok' });
  });

  it('says that the connection was lost when the server ends it at work', async () => {
    await using opened = open(named('killed'), [{ sql: ['SELECT pg_sleep(30)'] }, { sql: ['SELECT 1'] }], { pool: 1 });
    const outcome = opened.perform(0);
    await expect.poll(() => connections('killed')).toBe(1);
    await expect
      .poll(() =>
        database.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'killed' AND state = 'active'"),
      )
      .toHaveLength(1);
    expect(await outcome).toMatchObject(failed('reset', '^57P01 terminating connection due to administrator command$'));
    expect(await outcome).not.toHaveProperty('undone');
    expect(await opened.perform(1)).toMatchObject({ kind: 'ok' });
  });

  it('leaves nothing on the server, whatever was under way', async () => {
    const opened = open(named('left'), [{ sql: ['SELECT pg_sleep(30)'] }], { pool: 3 });
    const outcomes = [0, 1, 2, 3, 4].map((user) => opened.perform(0, user));
    await expect.poll(() => connections('left')).toBe(3);
    await opened.session(0).close();
    expect(await outcomes[0]).toMatchObject(failed('reset', '^the session was closed$'));
    await opened.driver.close();
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ kind: 'failed', error: 'reset' });
    await expect.poll(() => connections('left')).toBe(0);
    expect(await opened.perform(0, 1)).toMatchObject(failed('reset', '^the session is closed$'));
  });
});

describe('a server that lets nobody in', () => {
  const { host, port, database: name } = readAddress(url, 0) ?? { host: '', port: 0, database: '' };

  it('is refused with who asked for what where, and never the password', async () => {
    const wrong = url.replace(/:\/\/[^@]+@/, '://plimsoll_nobody:do-not-tell@');
    await using opened = open(wrong, [{ sql: ['SELECT 1'] }]);
    const outcome = await opened.perform(0);
    expect(outcome).toMatchObject({
      ...failed('refused', `^no connection as plimsoll_nobody@${host}:${port}/.*: 28`),
      undone: true,
    });
    expect(JSON.stringify(outcome)).not.toContain('do-not-tell');
  });

  it('names a database that is not there', async () => {
    await using opened = open(url.replace(`/${name}`, '/plimsoll_nowhere'), [{ sql: ['SELECT 1'] }]);
    expect(await opened.perform(0)).toMatchObject(
      failed('refused', '/plimsoll_nowhere: 3D000 database "plimsoll_nowhere" does not exist$'),
    );
  });

  it('where nobody listens is refused, each operation by itself', async () => {
    await using opened = open('postgres://a:b@127.0.0.1:1/c', [{ sql: ['SELECT 1'] }]);
    await opened.driver.prepare?.([0, 1]);
    const outcomes = await Promise.all([opened.perform(0, 0), opened.perform(0, 1)]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject(failed('refused', '^no connection as a@127.0.0.1:1/c: connection refused$'));
  });
});

describe('whether a server lets us in', () => {
  const { host, port, database: name } = readAddress(url, 0) ?? { host: '', port: 0, database: '' };
  const asks = async (of: string, patienceMs: number): Promise<unknown> => {
    await using opened = open(of, [{ sql: ['SELECT 1'] }]);
    return opened.driver.reach?.(patienceMs, true);
  };

  const babble = (socket: Socket): void => void socket.on('data', () => socket.write('@@@@@@@@@@'));

  it('is told at once of a wrong password and of a database that is not there, however patient we are, and never with the password', async () => {
    expect(await asks(named('reach'), 0)).toBeNull();
    const login = await asks(url.replace(/:\/\/[^@]+@/, '://plimsoll_nobody:do-not-tell@'), 3_600_000);
    expect(login).toEqual({
      what: `log in to PostgreSQL as plimsoll_nobody at ${host}:${port}`,
      why: expect.stringMatching(/^28.*plimsoll_nobody/) as unknown,
      next: 'Check user and password in postgres.url.',
    });
    expect(JSON.stringify(login)).not.toContain('do-not-tell');
    expect(await asks(url.replace(`/${name}`, '/plimsoll_nowhere'), 3_600_000)).toMatchObject({
      what: expect.stringMatching(/^open database plimsoll_nowhere of PostgreSQL as /) as unknown,
      why: '3D000 database "plimsoll_nowhere" does not exist',
      next: 'Check the database in postgres.url, or create it first.',
    });
    await expect.poll(() => connections('reach')).toBe(0);
  });

  it('is told of what is no such server', async () => {
    await using web = await serveTcp(babble);
    expect(await asks(`postgres://a:b@127.0.0.1:${new URL(web.url).port}/c`, 3_600_000)).toMatchObject({
      what: expect.stringMatching(/^connect to PostgreSQL as a at/) as unknown,
      why: 'what answers is no PostgreSQL server',
    });
  });

  it('is waited for where nobody listens yet', async () => {
    const unheard = await findFreePort();
    const nobody = `postgres://a:b@127.0.0.1:${unheard}/c`;
    expect(await asks(nobody, 0)).toMatchObject({ what: `connect to PostgreSQL as a at 127.0.0.1:${unheard}`, why: 'connection refused' });
    const waiting = asks(nobody, 3_600_000);
    await sleep(120);
    await using late = await serveTcp(babble, unheard);
    expect(late.url).toContain(String(unheard));
    expect(await waiting).toMatchObject({ why: 'what answers is no PostgreSQL server' });
  });
});

describe('setup', () => {
  it('runs once before the first load, for whoever asked to be let in', async () => {
    await using opened = open(url, [{ sql: ['SELECT count(*) AS n FROM setups'], json: [{ path: '$.rows[0].n', equals: 1 }] }], {
      setup: ['CREATE TABLE IF NOT EXISTS setups (at timestamptz)', 'INSERT INTO setups VALUES (now())'],
    });
    await opened.driver.reach?.(0, true);
    await opened.driver.prepare?.([0, 1, 2]);
    await using beside = open(url, [{ sql: ['SELECT 1'] }], { setup: ['INSERT INTO setups VALUES (now())'] });
    await beside.driver.prepare?.([3]);
    expect(await opened.perform(0)).toMatchObject({ kind: 'ok' });
    expect(await database.run("SELECT objid FROM pg_locks WHERE locktype = 'advisory'")).toEqual([]);
  });

  it('that fails is what every operation fails with, until it succeeds', async () => {
    await using opened = open(url, [{ sql: ['SELECT 1'] }], { setup: ['SELECT 1', 'INSERT INTO not_yet VALUES (1)'] });
    expect(await opened.driver.reach?.(0, true)).toEqual({
      what: expect.stringMatching(/^set up PostgreSQL as \w+ at /) as unknown,
      why: 'statement 2: 42P01 relation "not_yet" does not exist',
      next: 'Check postgres.setup.',
    });
    expect(await opened.perform(0)).toMatchObject(
      failed('refused', '^the setup failed: statement 2: 42P01 relation "not_yet" does not exist$'),
    );
    await database.run('CREATE TABLE not_yet (x int)');
    await opened.driver.prepare?.([0]);
    expect(await opened.perform(0)).toMatchObject({ kind: 'ok' });
  });
});
