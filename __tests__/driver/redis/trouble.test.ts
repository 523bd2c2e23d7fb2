import type { Socket } from 'node:net';

import { describe, expect, it } from 'vitest';

import type { DriverSettings } from '../../../src/model/driver-settings.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import type { Unreached } from '../../../src/model/unreached.ts';
import { perform } from '../../support/driving.ts';
import { hasRedis, startRedis } from '../../support/redis.ts';
import { serveTcp } from '../../support/tcp-server.ts';
import { openRedisAt, redisOperation } from './a-driver.ts';

const ping = redisOperation({ redis: 'PING' });

/** What becomes of one operation. */
async function tryOnce(
  url: string,
  settings: Partial<DriverSettings> & { readonly setup?: readonly (readonly string[])[] } = {},
): Promise<Outcome> {
  const driver = await openRedisAt(url, [ping], settings);
  try {
    return await perform(driver.openSession(0), 0);
  } finally {
    await driver.close();
  }
}

/** What becomes of two operations, one after another, with a server that answers each chunk it gets with the next of these. */
async function answeredWith(...answers: readonly (string | ((socket: Socket) => void))[]): Promise<readonly Outcome[]> {
  let at = 0;
  await using server = await serveTcp((socket) => {
    socket.on('data', () => {
      const answer = answers[at] ?? '+PONG\r\n';
      at += 1;
      if (typeof answer === 'string') socket.write(answer);
      else answer(socket);
    });
  });
  const driver = await openRedisAt(server.url.replace('http', 'redis'), [ping], { timeoutMs: 200 });
  const session = driver.openSession(0);
  const outcomes = [await perform(session, 0), await perform(session, 0)];
  await driver.close();
  return outcomes;
}

describe.runIf(hasRedis)('Redis', () => {
  it('that asks for a password is told apart from one that does not believe it, which is never repeated', async () => {
    await using server = await startRedis('--requirepass', 'right-secret');
    const at = (start: string, end = ''): string => `redis://${start}127.0.0.1:${server.port}${end}`;
    expect(await tryOnce(at(''))).toMatchObject({ error: 'refused', detail: 'the server asks for a password (NOAUTH)' });
    const wrong = await tryOnce(at(':wrong-secret@'));
    expect(wrong).toMatchObject({ error: 'refused', detail: 'the server did not accept user and password (WRONGPASS)' });
    expect(JSON.stringify([wrong, await tryOnce(at('somebody:wrong-secret@'))])).not.toMatch(/secret/);
    expect(await tryOnce(at(':right-secret@', '/15'))).toMatchObject({ kind: 'ok' });
    expect(await tryOnce(at(':right-secret@', '/16'))).toMatchObject({ error: 'refused', detail: 'the server has no such database (ERR)' });
  });

  it('that does not let us in says so before any load, at once or when it was waited for', async () => {
    await using server = await startRedis('--requirepass', 'right-secret');
    const at = (start: string, end = ''): string => `redis://${start}127.0.0.1:${server.port}${end}`;
    const asks = async (url: string, patienceMs: number): Promise<Unreached | null | undefined> => {
      const driver = await openRedisAt(url, [ping], { setup: [['SET', 'ready', 'yes']] });
      try {
        return await driver.reach?.(patienceMs, true);
      } finally {
        await driver.close();
      }
    };
    expect(await asks(at(':right-secret@', '/15'), 0)).toBeNull();
    const wrong = await asks(at('somebody:wrong-secret@'), 3_600_000);
    expect(wrong).toEqual({
      what: `log in to Redis as somebody at 127.0.0.1:${server.port}`,
      why: 'the server did not accept user and password (WRONGPASS)',
      next: 'Check user and password in redis.url.',
    });
    expect(JSON.stringify(wrong)).not.toContain('secret');
    expect(await asks(at(''), 3_600_000)).toMatchObject({ why: 'the server asks for a password (NOAUTH)' });
    expect(await asks(at(':right-secret@', '/16'), 3_600_000)).toMatchObject({
      what: `open database 16 of Redis at 127.0.0.1:${server.port}`,
    });

    await server.kill();
    expect(await asks(at(':right-secret@'), 0)).toMatchObject({
      what: `connect to Redis at 127.0.0.1:${server.port}`,
      why: 'no connection (ECONNREFUSED)',
    });
    const waiting = asks(at(':right-secret@'), 3_600_000);
    await server.start();
    expect(await waiting).toBeNull();
  });

  it('that comes up while it is waited for is set up before the first load', async () => {
    await using server = await startRedis();
    await server.kill();
    const set = { setup: [['SET', 'ready', 'yes']] };
    const driver = await openRedisAt(server.url, [redisOperation({ redis: 'GET ready' }, { json: { $: 'yes' } })], set);
    await server.start();
    expect(await driver.reach?.(3_600_000, true)).toBeNull();
    expect(await perform(driver.openSession(0), 0)).toMatchObject({ kind: 'ok' });
    await driver.close();
  });

  it('that asks for no password takes any', async () => {
    await using server = await startRedis();
    expect(await tryOnce(`redis://:needless@127.0.0.1:${server.port}`)).toMatchObject({ kind: 'ok' });
  });

  it('that is full refuses', async () => {
    await using server = await startRedis('--maxclients', '1');
    const driver = await openRedisAt(server.url, [ping]);
    await perform(driver.openSession(0), 0);
    const refused = await perform(driver.openSession(1), 0);
    expect(refused).toMatchObject({ error: 'refused', detail: expect.stringMatching(/too many connections/) as string });
    await driver.close();
  });

  it('that goes away resets what is in flight, refuses the next, and is found again when it is back', async () => {
    await using server = await startRedis();
    const wait = redisOperation({ redis: 'BLPOP never 0' });
    const driver = await openRedisAt(server.url, [ping, wait]);
    const session = driver.openSession(0);
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    const waiting = perform(session, 1);
    await server.ask('PING');
    await server.kill();
    expect(await waiting).toMatchObject({
      error: 'reset',
      detail: expect.stringMatching(/^the connection closed before the answer was complete/) as string,
    });
    expect(await perform(session, 0)).toMatchObject({ error: 'refused', detail: 'no connection (ECONNREFUSED)' });
    await server.start();
    expect(await perform(session, 0)).toMatchObject({ kind: 'ok' });
    await driver.close();
  });

  it('that was not set up performs nothing, and is set up again before the next load', async () => {
    await using server = await startRedis();
    const setup = [
      ['SET', 'text', 'word'],
      ['INCR', 'text'],
    ];
    expect(await tryOnce(server.url, { setup })).toMatchObject({
      error: 'rejected',
      detail: 'the setup failed: ERR value is not an integer or out of range (command 2 of 2)',
    });
    const unset = await openRedisAt(server.url, [ping], { setup });
    expect(await unset.reach?.(0, true)).toEqual({
      what: `set up Redis at 127.0.0.1:${server.port}`,
      why: 'ERR value is not an integer or out of range (command 2 of 2)',
      next: 'Check redis.setup.',
    });
    await unset.close();
    await server.kill();
    const driver = await openRedisAt(server.url, [ping], { setup: [['SET', 'ready', '1']] });
    expect(await perform(driver.openSession(0), 0)).toMatchObject({
      error: 'refused',
      detail: 'the setup failed: no connection (ECONNREFUSED)',
    });
    await server.start();
    await driver.prepare?.([0]);
    expect(await perform(driver.openSession(0), 0)).toMatchObject({ kind: 'ok' });
    expect(await server.ask('GET ready')).toMatch(/1$/);
    await driver.close();
  });

  it('forgets a script, which is then sent again', async () => {
    await using server = await startRedis();
    const driver = await openRedisAt(server.url, [
      redisOperation({ script: { lua: 'return ARGV[1]', keys: [], arguments: ['{{n}}'] } }, { json: { $: '7' } }),
    ]);
    const session = driver.openSession(0);
    const outcomes = [await perform(session, 0), await perform(session, 0)];
    await server.ask('SCRIPT FLUSH');
    outcomes.push(await perform(session, 0));
    expect(outcomes).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }, { kind: 'ok' }]);
    await driver.close();
  });
});

describe('a server that is no Redis', () => {
  it.each([
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'protocol', 'the answer breaks the protocol of Redis'],
    ['a list deeper than any', '*1\r\n'.repeat(50_000), 'protocol', 'the answer breaks the protocol of Redis'],
    ['a list longer than any', '*30000000\r\n', 'too-large', 'the answer passed 977 KB'],
    ['a text longer than any', '$99999999999\r\n', 'too-large', 'the answer passed 977 KB'],
    ['a length that is none', '$abc\r\n', 'protocol', 'the answer breaks the protocol of Redis'],
    ['half an answer', '$100\r\nhalf', 'timeout', 'no complete answer within 200 ms'],
    [
      'half an answer and an end',
      (socket: Socket) => socket.end('$100\r\nhalf'),
      'reset',
      'the connection closed before the answer was complete',
    ],
    ['a reset', (socket: Socket) => socket.resetAndDestroy(), 'reset', 'the connection closed before the answer was complete (ECONNRESET)'],
    ['LOADING', '-LOADING Redis is loading the dataset in memory\r\n', 'rejected', 'LOADING Redis is loading the dataset in memory'],
    [
      'READONLY',
      "-READONLY You can't write against a read only replica.\r\n",
      'rejected',
      "READONLY You can't write against a read only replica.",
    ],
    ['an error that moves the cursor', '-ERR \u001B[2J\u202Eevil\u0007\r\n', 'rejected', 'ERR [2J evil'],
  ])('answers with %s, and with an answer the next time', async (_, answer, error, detail) => {
    const [first, second] = await answeredWith(answer);
    expect(first).toMatchObject({ kind: 'failed', error, detail });
    expect(second).toMatchObject({ kind: 'ok' });
  });

  it('answers more than it was asked, which the next operation does not take for its own', async () => {
    const outcomes = await answeredWith('+PONG\r\n-ERR two\r\n-ERR three\r\n');
    expect(outcomes).toMatchObject([{ kind: 'ok' }, { kind: 'ok' }]);
  });

  it('is nobody at all', async () => {
    const server = await serveTcp(() => undefined);
    const url = server.url.replace('http', 'redis');
    await server[Symbol.asyncDispose]();
    expect(await tryOnce(url)).toMatchObject({ error: 'refused', detail: 'no connection (ECONNREFUSED)' });
  });

  it('takes connections and ends them at once', async () => {
    await using server = await serveTcp((socket) => socket.end());
    const outcome = await tryOnce(server.url.replace('http', 'redis'));
    expect(outcome).toMatchObject({ kind: 'failed', detail: expect.stringMatching(/closed/) as string });
  });

  it('sends ten megabytes of one line, of which no more than the bound is read', async () => {
    await using server = await serveTcp((socket) => {
      socket.on('data', () => socket.write(`$100000000\r\n${'x'.repeat(10_000_000)}`));
    });
    expect(await tryOnce(server.url.replace('http', 'redis'))).toMatchObject({ error: 'too-large' });
  });
});
