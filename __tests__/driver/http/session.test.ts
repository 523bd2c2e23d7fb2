import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import type { DriverSettings, HttpClient } from '../../../src/model/driver-settings.ts';
import type { HttpOperation, Operation } from '../../../src/model/operation.ts';
import type { Outcome } from '../../../src/model/outcome.ts';
import { driverSettings, now, perform, openHttpAt } from '../../support/driving.ts';
import { readBody, serveHttp } from '../../support/http-server.ts';
import { operation, values } from '../../support/operations.ts';
import { serveTcp } from '../../support/tcp-server.ts';

/** The error's kind and detail, or `ok`. */
const tell = (outcome: Outcome | undefined): string =>
  outcome?.kind === 'failed' ? `${outcome.error}: ${outcome.detail}` : String(outcome?.kind);

const clients: readonly HttpClient[] = [{ kind: 'own' }, { kind: 'compat', proxy: null }];

// What holds for an HTTP session, whichever client carries it.
describe.each(clients)('an HTTP session ($kind)', (client) => {
  const settings = driverSettings({ client });

  /** One user's operations, one after another: each name is performed in turn. */
  const performAll = async (
    url: string,
    operations: readonly Operation<HttpOperation>[],
    names: readonly string[],
    given: Partial<DriverSettings> = {},
  ): Promise<readonly Outcome[]> => {
    const driver = openHttpAt({ url }, operations, { ...settings, ...given }, now);
    const session = driver.openSession(0);
    const outcomes: Outcome[] = [];
    for (const name of names) {
      const index = operations.findIndex((one) => one.name === name);
      outcomes.push(await perform(session, index));
    }
    await driver.close();
    return outcomes;
  };

  it('sends method, path, headers and body with the templates filled, under the base path of the target', async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp(async (request, response) => {
      seen.push([
        request.method,
        request.url,
        request.headers['x-user'],
        request.headers['content-length'],
        String(await readBody(request)),
      ]);
      response.end('fine');
    });
    const add = operation('add', {
      method: 'POST',
      path: '/items/{{key}}?n={{n}}',
      headers: { 'content-type': 'application/json', 'X-User': '{{uuid}}' },
      body: '{"id":"{{key}}ä"}',
    });
    const [outcome] = await performAll(`${server.url}/api/`, [add], ['add']);
    expect(outcome).toMatchObject({ kind: 'ok', bytes: 4 });
    expect(seen).toEqual([['POST', '/api/items/k%201?n=7', values.uuid, '14', '{"id":"k 1ä"}']]);
  });

  it('tells on its own clock when the request left', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    const before = now();
    const outcomes = await performAll(server.url, [operation('a')], ['a', 'a']);
    const [first, second] = outcomes.map(({ sentAtMs }) => sentAtMs);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(second).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
    expect(second).toBeLessThan(now());
  });

  it('keeps one connection for all its operations: GET, POST, HEAD, DELETE with a body, 204, chunked', async () => {
    const ports = new Set<number | undefined>();
    await using server = await serveHttp(async (request, response) => {
      ports.add(request.socket.remotePort);
      await readBody(request);
      if (request.url === '/none') response.writeHead(204).end();
      else response.write('chunked, ', () => response.end('without a length'));
    });
    const operations = [
      operation('get'),
      operation('post', { method: 'POST', body: 'x' }),
      operation('head', { method: 'HEAD' }),
      operation('remove', { method: 'DELETE', body: 'x' }),
      operation('none', { path: '/none' }),
    ];
    const outcomes = await performAll(server.url, operations, ['get', 'post', 'head', 'remove', 'none', 'get']);
    expect(outcomes.map(tell)).toEqual(Array.from({ length: 6 }, () => 'ok'));
    expect(outcomes.map(({ bytes }) => bytes)).toEqual([25, 25, 0, 25, 0, 25]);
    expect(ports.size).toBe(1);
  });

  it('gives every session a connection and cookies of its own', async () => {
    const seen = new Map<number | undefined, (string | undefined)[]>();
    let sessions = 0;
    await using server = await serveHttp(async (request, response) => {
      const port = request.socket.remotePort;
      seen.set(port, [...(seen.get(port) ?? []), request.headers.cookie]);
      if (request.headers.cookie === undefined) response.setHeader('set-cookie', [`sid=${(sessions += 1)}; Path=/`, 'theme=dark']);
      if (request.url === '/out') response.setHeader('set-cookie', 'sid=; Max-Age=0');
      response.end();
    });
    const driver = openHttpAt({ url: server.url }, [operation('in'), operation('out')], settings, now);
    for (const user of [0, 1]) {
      const session = driver.openSession(user);
      for (const index of [0, 0, 1, 0]) await perform(session, index);
    }
    await driver.close();
    expect([...seen.values()]).toEqual([
      [undefined, 'sid=1; theme=dark', 'sid=1; theme=dark', 'theme=dark'],
      [undefined, 'sid=2; theme=dark', 'sid=2; theme=dark', 'theme=dark'],
    ]);
  });

  it('calls any status below 400 a success, unless others are expected', async () => {
    await using server = await serveHttp(async (request, response) => {
      response.writeHead(Number(request.url?.slice(1)), { location: '/elsewhere' }).end('x'.repeat(10));
    });
    const operations = [
      ...['200', '302', '404', '500'].map((status) => operation(status)),
      operation('absent', { path: '/404', expect: { status: [404, 410] } }),
      operation('created', { path: '/200', expect: { status: [201] } }),
    ];
    const outcomes = await performAll(server.url, operations, ['200', '302', '404', '500', 'absent', 'created']);
    expect(outcomes.map(tell)).toEqual([
      'ok',
      'ok',
      'status: 404, expected below 400',
      'status: 500, expected below 400',
      'ok',
      'status: 200, expected 201',
    ]);
    expect(outcomes.map(({ bytes }) => bytes)).toEqual([10, 10, 10, 10, 10, 10]);
  });

  it('checks the JSON of an answer, in one short line whatever was found', async () => {
    const body = JSON.stringify({ count: 3, list: [{ name: 'a' }], long: 'x'.repeat(500), lines: 'a\nb', nothing: null });
    await using server = await serveHttp(async (request, response) => {
      response.end(request.url === '/text' ? '<html>' : body);
    });
    const check = (path: string, equals: string | number | null, name = path): Operation<HttpOperation> =>
      operation(name, { path: '/json', expect: { json: [{ path, equals }] } });
    const operations = [
      check('$.count', 3),
      check('$.list[0].name', 'a'),
      check('$.nothing', null),
      check('$.count', '3', 'typed'),
      check('$.long', 'y'),
      check('$.lines', 'y'),
      check('$.list', 0),
      check('$.absent', null),
      operation('text', { expect: { json: [{ path: '$', equals: 1 }] } }),
    ];
    const outcomes = await performAll(
      server.url,
      operations,
      operations.map(({ name }) => name),
    );
    expect(outcomes.map(tell)).toEqual([
      'ok',
      'ok',
      'ok',
      'assertion: $.count is 3, expected "3"',
      `assertion: $.long is "${'x'.repeat(30)}…, expected "y"`,
      'assertion: $.lines is "a\\nb", expected "y"',
      'assertion: $.list is a list of 1, expected 0',
      'assertion: $.absent is missing, expected null',
      'assertion: the answer is not JSON',
    ]);
  });

  it('never tells more than 120 characters, nor header or query values', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('{}'));
    const path = `$.${'a'.repeat(300)}`;
    const operations = [
      operation('long', { expect: { json: [{ path, equals: 1 }] } }),
      operation('secret', { path: '/x?token=hush', headers: { authorization: 'Bearer hush', 'x-bad': 'ü\u0000hush' } }),
    ];
    const outcomes = await performAll(server.url, operations, ['long', 'secret']);
    expect(tell(outcomes[0])).toMatch(/^assertion: \$\.a{117}…$/);
    expect(tell(outcomes[1])).toBe('protocol: the request cannot be sent: invalid x-bad header');
  });

  it('stops reading an answer that passes the cap, and the next operation works', async () => {
    await using server = await serveHttp(async (request, response) => {
      response.end(request.url === '/small' ? 'x'.repeat(1_000) : Buffer.alloc(10_000_000));
    });
    const outcomes = await performAll(server.url, [operation('huge'), operation('small')], ['huge', 'small'], { maxBodyBytes: 1_000 });
    expect(outcomes.map(tell)).toEqual(['too-large: the answer passed 1000 B', 'ok']);
    expect(outcomes[0]?.bytes).toBeLessThan(1_000_000);
  });

  it('gives up at its deadline: no head, a head without an end, a body that drips', async () => {
    await using server = await serveHttp(async (request, response) => {
      if (request.url === '/ok') response.end();
      if (request.url === '/head') response.flushHeaders();
      if (request.url === '/drip') {
        const timer = setInterval(() => response.write('x'), 10);
        response.once('close', () => clearInterval(timer));
      }
    });
    const names = ['hang', 'ok', 'head', 'ok', 'drip', 'ok'];
    const outcomes = await performAll(
      server.url,
      ['hang', 'head', 'drip', 'ok'].map((name) => operation(name)),
      names,
      { timeoutMs: 150 },
    );
    const late = 'timeout: no complete answer within 150 ms';
    expect(outcomes.map(tell)).toEqual([late, 'ok', late, 'ok', late, 'ok']);
  });

  it('names a refused connection', async () => {
    const server = await serveHttp(async (_, response) => void response.end());
    await server.close();
    const outcomes = await performAll(server.url, [operation('a')], ['a', 'a']);
    expect(outcomes.map(tell)).toEqual(['refused: no connection (ECONNREFUSED)', 'refused: no connection (ECONNREFUSED)']);
  });

  it('names a connection whose TLS handshake fails', async () => {
    await using server = await serveTcp((socket) => void socket.once('data', () => socket.end('plain text\n')));
    const [outcome] = await performAll(server.url.replace('http:', 'https:'), [operation('a')], ['a']);
    expect(tell(outcome)).toMatch(/^refused: no connection \(\w+\)$/);
  });

  it('names a connection closed without an answer, and connects anew each time', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => socket.destroy());
    });
    const outcomes = await performAll(server.url, [operation('a')], ['a', 'a', 'a']);
    for (const outcome of outcomes) expect(tell(outcome)).toMatch(/^reset: the connection closed before the answer was complete/);
    expect(server.accepted()).toBe(3);
  });

  it('names a connection reset by the other side', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const [outcome] = await performAll(server.url, [operation('a')], ['a']);
    expect(tell(outcome)).toBe('reset: the connection closed before the answer was complete (ECONNRESET)');
  });

  it('names an answer cut short, with a length, chunked, or told to close', async () => {
    const heads: Readonly<Record<string, string>> = {
      '/length': 'content-length: 10\r\n\r\n12345',
      '/chunked': 'transfer-encoding: chunked\r\n\r\n5\r\n12345\r\n',
      '/closing': 'content-length: 10\r\nconnection: close\r\n\r\n12345',
    };
    await using server = await serveTcp((socket) => {
      socket.once('data', (data) => socket.end(`HTTP/1.1 200 OK\r\n${heads[String(data).split(' ')[1] ?? ''] ?? ''}`));
    });
    const names = ['length', 'chunked', 'closing'];
    const outcomes = await performAll(
      server.url,
      names.map((name) => operation(name)),
      names,
    );
    for (const outcome of outcomes) expect(tell(outcome)).toMatch(/^reset: the connection closed before the answer was complete/);
  });

  it('reads an answer that ends with its connection, and one that asks to close', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', (data) => {
        const closing = String(data).includes('/closing') ? 'connection: close\r\ncontent-length: 5\r\n' : '';
        socket.end(`HTTP/1.1 200 OK\r\n${closing}\r\n12345`);
      });
    });
    const outcomes = await performAll(server.url, [operation('delimited'), operation('closing')], ['delimited', 'closing', 'delimited']);
    expect(outcomes.map((outcome) => [outcome.kind, outcome.bytes])).toEqual([
      ['ok', 5],
      ['ok', 5],
      ['ok', 5],
    ]);
    expect(server.accepted()).toBe(3);
  });

  it('names an answer that is not HTTP', async () => {
    const answers = [
      'SSH-2.0-OpenSSH_9.9\r\n',
      'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      '\u0000\u0001\u0002',
      'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ];
    await using server = await serveTcp((socket) => {
      socket.once('data', (data) => socket.end(answers[Number(String(data).split(' ')[1]?.slice(1))] ?? ''));
    });
    const names = answers.map((_, index) => String(index));
    const outcomes = await performAll(
      server.url,
      names.map((name) => operation(name)),
      names,
    );
    for (const outcome of outcomes) expect(tell(outcome)).toMatch(/^protocol: the answer is not HTTP\/1\.1 \(/);
  });

  it('names a service that speaks before it is asked, without connecting for ever', async () => {
    await using server = await serveTcp((socket) => void socket.write('220 mail ESMTP\r\n'));
    const [outcome] = await performAll(server.url, [operation('a')], ['a']);
    expect(tell(outcome)).toMatch(/^(protocol|reset): /);
    expect(server.accepted()).toBeLessThanOrEqual(3);
  });

  it('refuses a head without bounds', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\n${'x-long: y\r\n'.repeat(20_000)}`));
    });
    const [outcome] = await performAll(server.url, [operation('a')], ['a']);
    expect(tell(outcome)).toBe('too-large: the head of the answer is too large');
  });

  it('attributes each answer to its own request after closes in the middle of keep-alive', async () => {
    let answered = 0;
    await using server = await serveHttp(async (request, response) => {
      answered += 1;
      if (answered % 5 === 0) response.setHeader('connection', 'close');
      if (answered % 3 === 0) request.socket.destroy();
      else response.end(JSON.stringify({ n: Number(request.url?.slice(1)) }));
    });
    const operations = Array.from({ length: 40 }, (_, n) => operation(String(n), { expect: { json: [{ path: '$.n', equals: n }] } }));
    const outcomes = await performAll(
      server.url,
      operations,
      operations.map(({ name }) => name),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if ((index + 1) % 3 === 0) expect(tell(outcome)).toMatch(/^reset: /);
      else expect(tell(outcome)).toBe('ok');
    }
  });

  it('hands on what the meaning of an operation asks for, and nothing where it asks for nothing or the operation failed', async () => {
    const body = JSON.stringify({ value: 'v1', user: 'ann' });
    await using server = await serveHttp(async (request, response) => {
      if (request.url === '/zipped') response.setHeader('content-encoding', 'gzip').end(gzipSync(body));
      else response.writeHead(request.url === '/broken' ? 500 : request.url === '/refused' ? 412 : 200).end(body);
    });
    const read = { kind: 'read', key: 'k', value: '$.value', maxStaleMs: 0 } as const;
    const swap = { kind: 'compare-and-set', key: 'k', value: 'uuid', swapped: null } as const;
    const operations = [
      operation('plain'),
      { ...operation('read'), meaning: { deed: read } },
      { ...operation('zipped'), meaning: { deed: read, isolates: { path: '$.user', token: null } } },
      { ...operation('broken'), meaning: { deed: read } },
      { ...operation('refused', { expect: { status: [200, 412], json: [{ path: '$.user', equals: 'ann' }] } }), meaning: { deed: swap } },
      { ...operation('taken'), meaning: { deed: swap } },
    ];
    const outcomes = await performAll(
      server.url,
      operations,
      operations.map(({ name }) => name),
    );
    expect(outcomes.map((outcome) => (outcome.kind === 'ok' ? outcome.told : outcome.error))).toEqual([
      undefined,
      { value: 'v1', owner: null, text: '' },
      { value: 'v1', owner: 'ann', text: body },
      'status',
      { value: 'false', owner: null, text: '' },
      { value: 'true', owner: null, text: '' },
    ]);
    expect(outcomes[0]).not.toHaveProperty('told');
  });

  it('sends what its user last saw, or nothing where it saw nothing', async () => {
    const seen: unknown[] = [];
    await using server = await serveHttp(async (request, response) => {
      seen.push(request.headers['if-match']);
      response.end();
    });
    const driver = openHttpAt({ url: server.url }, [operation('swap', { headers: { 'if-match': '{{last}}' } })], settings, now);
    const session = driver.openSession(0);
    for (const last of ['v0', 'v1']) await perform(session, 0, { ...values, last });
    await perform(session, 0);
    await driver.close();
    expect(seen).toEqual(['v0', 'v1', '']);
  });

  it('settles what is in flight as reset when it is closed, and performs nothing afterwards', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    const driver = openHttpAt({ url: server.url }, [operation('hang')], settings, now);
    const session = driver.openSession(0);
    const inFlight = perform(session, 0);
    await expect.poll(() => server.open()).toBe(1);
    await session.close();
    expect(tell(await inFlight)).toBe('reset: the session was closed');
    expect(tell(await perform(session, 0))).toBe('reset: the session is closed');
    await session.close();
    await expect.poll(() => server.open()).toBe(0);
  });

  it('leaves no connection when the driver is closed, also while connecting', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using slow = await serveTcp((socket) => void socket.resume());
    const driver = openHttpAt({ url: slow.url }, [operation('a')], settings, now);
    const sessions = Array.from({ length: 5 }, (_, user) => driver.openSession(user));
    const outcomes = sessions.map((session) => perform(session, 0));
    await driver.close();
    expect((await Promise.all(outcomes)).map(tell)).toEqual(Array.from({ length: 5 }, () => 'reset: the session was closed'));
    await expect.poll(() => slow.open()).toBe(0);
    const kept = await performAll(server.url, [operation('a')], ['a']);
    expect(kept.map(tell)).toEqual(['ok']);
  });
});
