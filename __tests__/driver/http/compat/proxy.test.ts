import { createServer, request as forward } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';

import { driverSettings, now, perform, openHttpAt } from '../../../support/driving.ts';
import { serveHttp } from '../../../support/http-server.ts';
import { listen } from '../../../support/listen.ts';
import { operation } from '../../../support/operations.ts';
import { certificate, serveTls } from '../../../support/tls-server.ts';

/** A real proxy: forwards plain requests, and opens tunnels. */
async function serveProxy(): Promise<AsyncDisposable & { readonly url: string; readonly asked: readonly string[]; open(): number }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const onward = forward(request.url ?? '', { method: request.method ?? 'GET', headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, near: Socket) => {
    asked.push(`${request.method} ${request.url}`);
    const { hostname, port } = new URL(`http://${request.url}`);
    const far = connect(Number(port), hostname, () => near.write('HTTP/1.1 200 OK\r\n\r\n'));
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.pipe(far).pipe(near);
  });
  const listening = await listen(server);
  return { ...listening, url: `http://127.0.0.1:${listening.port}`, asked };
}

it('sends the whole address to a proxy, on one connection, and leaves none', async () => {
  await using proxy = await serveProxy();
  await using server = await serveHttp(async (request, response) => void response.end(request.url));
  const settings = driverSettings({ client: { kind: 'compat', proxy: proxy.url } });
  const driver = openHttpAt({ url: server.url }, [operation('a')], settings, now);
  const session = driver.openSession(0);
  expect([await perform(session, 0), await perform(session, 0)]).toMatchObject([{ kind: 'ok', bytes: 2 }, { kind: 'ok' }]);
  expect(proxy.asked).toEqual([`GET ${server.url}/a`, `GET ${server.url}/a`]);
  expect(proxy.open()).toBe(1);
  await driver.close();
  await expect.poll(() => proxy.open()).toBe(0);
});

it('tunnels through a proxy to a service over TLS', async () => {
  await using proxy = await serveProxy();
  await using server = await serveTls();
  const settings = driverSettings({ client: { kind: 'compat', proxy: proxy.url }, trust: { ca: certificate, insecure: false } });
  const driver = openHttpAt({ url: `https://localhost:${server.port}` }, [operation('a')], settings, now);
  const session = driver.openSession(0);
  expect([await perform(session, 0), await perform(session, 0)]).toMatchObject([{ kind: 'ok', bytes: 2 }, { kind: 'ok' }]);
  await driver.close();
  expect(proxy.asked).toEqual([`CONNECT localhost:${server.port}`]);
  expect(server.asked).toEqual(['2.0 localhost /a', '2.0 localhost /a']);
});

it('names a proxy that is not there', async () => {
  const proxy = await serveProxy();
  await proxy[Symbol.asyncDispose]();
  const settings = driverSettings({ client: { kind: 'compat', proxy: proxy.url } });
  const driver = openHttpAt({ url: 'http://127.0.0.1:1' }, [operation('a')], settings, now);
  expect(await perform(driver.openSession(0), 0)).toMatchObject({ error: 'refused', detail: 'no connection (ECONNREFUSED)' });
  await driver.close();
});
