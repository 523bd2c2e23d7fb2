import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Session } from '../../../src/model/session.ts';
import { perform } from '../../support/driving.ts';
import { values } from '../../support/operations.ts';
import { hasRedis, startRedis, type RedisServer } from '../../support/redis.ts';
import { openRedisAt, redisOperation } from './a-driver.ts';

const read = { deed: { kind: 'read', key: '{{key}}', value: '$', maxStaleMs: 0 } } as const;

describe.runIf(hasRedis)('a user of Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  async function told(...operations: Parameters<typeof openRedisAt>[1]): Promise<readonly unknown[]> {
    const driver = await openRedisAt(server.url, operations, { setup: [['FLUSHDB']] });
    const session = driver.openSession(3);
    const outcomes: unknown[] = [];
    for (const index of operations.keys()) outcomes.push(await perform(session, index));
    await driver.close();
    return outcomes;
  }

  it('sends commands with their templates filled, and reads numbers, texts and nothing as they are', async () => {
    const meaning = read;
    const outcomes = await told(
      redisOperation({ redis: 'SET "k:{{ key }}" {{uuid}}-{{user}}-{{n}}' }, { json: { $: 'OK' } }),
      redisOperation({ redis: 'GET "k:{{key}}"' }, { json: { $: `${values.uuid}-3-7` }, meaning }),
      redisOperation({ redis: ['INCRBY', 'count', 4] }, { json: { $: 4 }, meaning }),
      redisOperation({ redis: 'GET nothing' }, { json: { $: null }, meaning }),
      redisOperation({ redis: ['MGET', 'nothing', 'count'] }, { json: { '$[0]': null, '$[1]': '4' } }),
    );
    expect(outcomes).toMatchObject([
      { kind: 'ok', bytes: 5 },
      { kind: 'ok', told: { value: `${values.uuid}-3-7` } },
      { kind: 'ok', told: { value: '4' } },
      { kind: 'ok', told: { value: null } },
      { kind: 'ok' },
    ]);
  });

  it('reads whole numbers with all of their digits: as text, where a number of JSON would lose some', async () => {
    const outcomes = await told(
      redisOperation({ redis: 'SET large 9007199254740990' }),
      redisOperation({ redis: 'INCR large' }, { json: { $: Number.MAX_SAFE_INTEGER }, meaning: read }),
      redisOperation({ redis: 'INCRBY large 2' }, { json: { $: '9007199254740993' }, meaning: read }),
      redisOperation({ redis: 'DECRBY large 18014398509481986' }, { json: { $: '-9007199254740993' } }),
      redisOperation({ script: { lua: 'return {1, -1, 0}', keys: [], arguments: [] } }, { json: { '$[0]': 1, '$[1]': -1, '$[2]': 0 } }),
    );
    expect(outcomes).toMatchObject([
      { kind: 'ok' },
      { kind: 'ok', told: { value: '9007199254740991' } },
      { kind: 'ok', told: { value: '9007199254740993' } },
      { kind: 'ok' },
      { kind: 'ok' },
    ]);
  });

  it('performs pipelines, transactions and scripts, whose answers are lists and replies', async () => {
    const script = {
      lua: "redis.call('SET', KEYS[1], ARGV[1]) return {redis.call('GET', KEYS[1]), 5}",
      keys: ['s:{{key}}'],
      arguments: ['{{n}}'],
    };
    const outcomes = await told(
      redisOperation({ pipeline: ['SET a 1', ['INCR', 'a'], 'GET a'] }, { json: { '$[0]': 'OK', '$[1]': 2, '$[2]': '2' } }),
      redisOperation({ multi: ['INCR a', 'INCR a'] }, { json: { '$[1]': 4 } }),
      redisOperation({ script }, { json: { '$[0]': '7', '$[1]': 5 } }),
      redisOperation({ script }, { json: { '$[0]': '7' } }),
    );
    expect(outcomes).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }, { kind: 'ok' }, { kind: 'ok' }]);
    expect(await server.ask('SCRIPT FLUSH')).toBe('+OK');
  });

  it('says what the server said against it, and what surely changed nothing', async () => {
    const outcomes = await told(
      redisOperation({ redis: 'SET text word' }),
      redisOperation({ redis: 'INCR text' }),
      redisOperation({ pipeline: ['INCR good', 'INCR text'] }),
      redisOperation({ multi: ['INCR good', 'INCR text'] }),
      redisOperation({ multi: ['INCR good', 'NONSENSE'] }),
      redisOperation({ script: { lua: 'this is no Lua', keys: [], arguments: [] } }),
      redisOperation({ redis: 'GET text' }, { json: { $: 'another' } }),
    );
    expect(outcomes).toMatchObject([
      { kind: 'ok' },
      { error: 'rejected', detail: 'ERR value is not an integer or out of range' },
      { error: 'rejected', detail: 'ERR value is not an integer or out of range (command 2 of 2)' },
      { error: 'rejected', detail: 'ERR value is not an integer or out of range (command 2 of 2)' },
      { error: 'rejected', detail: expect.stringMatching(/^ERR unknown command 'NONSENSE'.*\(command 2 of 2\)$/) as string, undone: true },
      { error: 'rejected', detail: expect.stringMatching(/^ERR Error compiling script.*\(command 1 of 2\)$/) as string },
      { error: 'assertion', detail: '$ is "word", expected "another"' },
    ]);
    expect(outcomes[3]).not.toHaveProperty('undone');
  });

  it('reads 0 of a counter that is not there, and nothing of anything else', async () => {
    const counts = { deed: { kind: 'increment', key: '{{key}}', by: 1, value: null } } as const;
    const outcomes = await told(
      redisOperation({ redis: 'GET none' }, { meaning: read }),
      redisOperation({ redis: 'INCR none' }, { meaning: counts }),
    );
    const alone = await told(redisOperation({ redis: 'GET none' }, { meaning: read }));
    expect([outcomes[0], alone[0]]).toMatchObject([{ told: { value: '0' } }, { told: { value: null } }]);
  });

  it('says yes or no to a comparison by what it answers', async () => {
    const swap = { deed: { kind: 'compare-and-set', key: 'lock', value: 'uuid', swapped: null } } as const;
    const script = {
      lua: "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) return 1 end return 0",
      keys: ['lock'],
    };
    const outcomes = await told(
      redisOperation({ redis: 'SET lock a NX' }, { meaning: swap }),
      redisOperation({ redis: 'SET lock b NX' }, { meaning: swap }),
      redisOperation({ script: { ...script, arguments: ['a', 'c'] } }, { meaning: swap }),
      redisOperation({ script: { ...script, arguments: ['a', 'd'] } }, { meaning: swap }),
    );
    expect(outcomes.map((outcome) => (outcome as { told: { value: string } }).told.value)).toEqual(['true', 'false', 'true', 'false']);
  });

  it('counts hits: of a list, the share that is there', async () => {
    const hits = { hits: true };
    const outcomes = await told(
      redisOperation({ redis: 'SET full 1' }),
      redisOperation({ redis: 'GET full', ...hits }),
      redisOperation({ redis: 'GET none', ...hits }),
      redisOperation({ redis: 'LRANGE none 0 -1', ...hits }),
      redisOperation({ pipeline: ['GET full', 'GET none', 'GET none', 'GET full'], ...hits }),
    );
    expect(outcomes.map((outcome) => (outcome as { measured: readonly number[] }).measured)).toEqual([[Number.NaN], [1], [0], [0], [0.5]]);
  });

  it('begins a transaction of which another has changed a watched key, and says that nothing came of it', async () => {
    const driver = await openRedisAt(server.url, [redisOperation({ redis: 'WATCH w' }), redisOperation({ multi: ['SET w 2'] })]);
    const session = driver.openSession(0);
    await perform(session, 0);
    await server.ask('SET w 1');
    expect(await perform(session, 1)).toMatchObject({
      error: 'rejected',
      undone: true,
      detail: expect.stringMatching(/watched key/) as string,
    });
    expect(await server.ask('GET w')).toMatch(/1$/);
    await driver.close();
  });

  it('gives an answer that takes too long up and goes on with another connection', async () => {
    const driver = await openRedisAt(server.url, [redisOperation({ redis: 'BLPOP never 0' }), redisOperation({ redis: 'PING' })], {
      timeoutMs: 60,
    });
    const session = driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ error: 'timeout', detail: 'no complete answer within 60 ms' });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
    expect(await perform(session, 0)).toMatchObject({ error: 'timeout' });
    await driver.close();
  });

  it('reads no answer beyond its bound', async () => {
    await server.ask(`SETRANGE huge 3000000 x`);
    const driver = await openRedisAt(server.url, [redisOperation({ redis: 'GET huge' }), redisOperation({ redis: 'PING' })]);
    const session = driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ error: 'too-large', detail: 'the answer passed 977 KB' });
    expect(await perform(session, 1)).toMatchObject({ kind: 'ok' });
    await driver.close();
  });

  it('performs one operation at a time, none once it is closed, and tells the one in flight', async () => {
    const driver = await openRedisAt(server.url, [redisOperation({ redis: 'BLPOP never 0' })]);
    const session: Session = driver.openSession(0);
    const first = perform(session, 0);
    expect(await perform(session, 0)).toMatchObject({ error: 'reset', detail: 'the session is busy' });
    await session.close();
    expect(await first).toMatchObject({ error: 'reset', detail: 'the session was closed' });
    expect(await perform(session, 0)).toMatchObject({ error: 'reset', detail: 'the session is closed' });
    await driver.close();
    expect(await server.ask('INFO clients')).toMatch(/connected_clients:1\r/);
  });
});
