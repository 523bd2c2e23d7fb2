import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Engine } from '../../src/load/engine.ts';
import type { LoadProgress } from '../../src/model/observation.ts';
import { bundle, type Bundle } from '../support/bundle.ts';
import { serveHttp } from '../support/http-server.ts';
import { openScenario, scenario } from '../support/operations.ts';
import { serveTcp } from '../support/tcp-server.ts';
import { bundleEngine, early, openAt, threads } from './an-engine.ts';

let built: Bundle;
beforeAll(async () => {
  built = await bundleEngine();
});
afterAll(async () => built[Symbol.asyncDispose]());

const open = (url: string, { bundles = built.directory, crew }: { readonly bundles?: string; readonly crew: number }): Promise<Engine> =>
  openAt(url, bundles, crew);

describe('a load engine of several threads', () => {
  it('shares users out: each is there once, and the observation is that of all', async () => {
    const seen = new Map<number | undefined, number>();
    await using server = await serveHttp(async (request, response) => {
      seen.set(request.socket.remotePort, (seen.get(request.socket.remotePort) ?? 0) + 1);
      response.end('fine');
    });
    await using engine = await open(server.url, { crew: 3 });
    const told: LoadProgress[] = [];
    const asked = scenario({ users: 7, thinkMs: 10, mix: { list: 3, add: 1 }, durationMs: 600, warmupMs: 0 });
    const observation = await engine.run(asked, { onProgress: (progress) => void told.push(progress) });
    const { total, operations, windows, generator } = observation;
    expect(observation).toMatchObject({ scenario: asked, ended: 'complete', durationMs: 600, peakInFlight: expect.any(Number) });
    expect(seen.size).toBe(7);
    expect(total).toMatchObject({ requests: [...seen.values()].reduce((sum, count) => sum + count, 0), errors: 0 });
    expect(operations.map(({ name }) => name)).toEqual(['list', 'add']);
    expect(operations.reduce((sum, { requests }) => sum + requests, 0)).toBe(total.requests);
    expect(windows.reduce((sum, { requests }) => sum + requests, 0)).toBe(total.requests);
    expect(generator.engines).toBe(3);
    expect(told.at(-1)?.requests).toBeGreaterThan(0);
  });

  it('shares arrivals out: each is sent once, numbered once, on no more connections than the scenario allows', async () => {
    const urls: string[] = [];
    await using server = await serveTcp((socket) => {
      socket.setEncoding('latin1').on('data', (text: unknown) => {
        urls.push(String(text).split(' ')[1] ?? '');
        setTimeout(() => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'), 20);
      });
    });
    await using engine = await open(server.url, { crew: 3 });
    const crowd = openScenario({ arrivals: early, connections: 4, durationMs: 600, warmupMs: 0 });
    const { arrivals, total, generator } = await engine.run(crowd);
    expect(total).toMatchObject({ requests: 60, errors: 0 });
    expect(arrivals).toMatchObject({ planned: 60, unsent: 0, peakConnections: 4 });
    expect(server.accepted()).toBe(4);
    expect(urls.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))).toEqual(
      Array.from({ length: 60 }, (_, n) => `/list/${n}`),
    );
    expect(generator.engines).toBe(3);

    // Fewer connections than threads.
    const narrow = await engine.run({ ...crowd, connections: 2 });
    expect(narrow.arrivals?.peakConnections).toBe(2);
    expect(narrow.total.requests).toBe(60);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('ends the warm-up of all together', async () => {
    await using server = await serveHttp(async (_, response) => {
      await delay(20);
      response.end();
    });
    await using engine = await open(server.url, { crew: 3 });
    const observation = await engine.run(scenario({ users: 6, thinkMs: 5, warmupMs: 60_000, durationMs: 200 }), { settle: true });
    expect(observation).toMatchObject({ ended: 'complete', durationMs: 200, warmup: { steady: true } });
  });

  it('stops them all when asked, and tells what they saw', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using engine = await open(server.url, { crew: 2 });
    const stop = new AbortController();
    const observation = await engine.run(scenario({ users: 4, thinkMs: 10, warmupMs: 0, durationMs: 600_000 }), {
      signal: stop.signal,
      onProgress: ({ requests }) => requests > 0 && stop.abort(),
    });
    expect(observation).toMatchObject({ ended: 'stopped', total: { errors: 0 } });
    expect(await engine.run(scenario({ users: 2, durationMs: 50 }))).toMatchObject({ ended: 'complete' });
  });

  it('finishes them all when asked: what is in flight is answered and counted, and nothing more is begun', async () => {
    let asked = 0;
    await using server = await serveHttp(async (_, response) => {
      asked += 1;
      await delay(300);
      response.end();
    });
    await using engine = await open(server.url, { crew: 2 });
    const finish = new AbortController();
    const told: LoadProgress[] = [];
    const observation = await engine.run(scenario({ users: 4, warmupMs: 0, durationMs: 600_000 }), {
      finish: finish.signal,
      onProgress: (word) => {
        told.push(word);
        if (word.answered > 0) finish.abort();
      },
    });
    expect(observation).toMatchObject({ ended: 'complete', total: { requests: asked, errors: 0 } });
    expect(observation.durationMs).toBeLessThan(60_000);
    expect(told.some(({ flights }) => flights[0]?.operation === 'list' && flights[0].count === 4)).toBe(true);
    expect(told.at(-1)).toMatchObject({ inFlight: 0, answered: asked, flights: [] });
  });

  it('fails the run when one of them is lost, at once, and the others stop', async () => {
    const lines = [
      "const { parentPort, threadId } = require('node:worker_threads');",
      'const real = new Promise((resolve) => setTimeout(resolve, 100));',
      "parentPort.on('message', async (message) => {",
      "  if (message.kind === 'open') parentPort.postMessage({ kind: 'opened' });",
      "  if (message.kind === 'run' && message.share.index === 1) { await real; throw new Error('out of luck'); }",
      "  if (message.kind === 'stop') parentPort.postMessage({ kind: 'progress', id: message.id, progress: 'stopped' });",
      "  if (message.kind === 'close') parentPort.close();",
      '});',
    ];
    await using broken = await bundle('src/engine.ts');
    await writeFile(broken.file, lines.join('\n'));
    const before = threads();
    const engine = await open('http://127.0.0.1:1', { bundles: broken.directory, crew: 3 });
    await expect(engine.run(scenario({ users: 9, durationMs: 600_000 }))).rejects.toMatchObject({ code: 'engine.lost' });
    await expect(engine.run(scenario({ users: 9, durationMs: 600_000 }))).rejects.toMatchObject({ code: 'engine.lost' });
    await engine[Symbol.asyncDispose]();
    await expect.poll(threads).toBe(before);
  });
});
