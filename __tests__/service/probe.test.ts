import { expect, it } from 'vitest';

import { probe, type ProbeAnswer } from '../../src/service/probe.ts';
import { realWorld } from '../../src/world.ts';
import { serveHttp } from '../support/http-server.ts';
import { serveTcp } from '../support/tcp-server.ts';

const never = new AbortController().signal;
const world = realWorld('', never);
const ask = (url: string, timeoutMs: number = 5_000): Promise<ProbeAnswer> =>
  probe(url, { ca: null, insecure: false }, timeoutMs, never, world);

it('tells an answer of any status from a broken connection and from silence', async () => {
  await using failing = await serveHttp(async (_, response) => void response.writeHead(503).end());
  expect(await ask(failing.url)).toEqual({ kind: 'not-ready', what: 'status 503', answered: true });
  await using missing = await serveHttp(async (_, response) => void response.writeHead(404).end());
  expect(await ask(missing.url)).toEqual({ kind: 'ready' });
  await using closing = await serveTcp((socket) => void socket.destroy());
  expect(await ask(closing.url)).toMatchObject({ kind: 'not-ready', answered: false });
  await using silent = await serveTcp((socket) => void socket.resume());
  expect(await ask(silent.url, 100)).toEqual({ kind: 'silence' });
});
