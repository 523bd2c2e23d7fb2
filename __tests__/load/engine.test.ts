import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Fault } from '../../src/fault.ts';
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

const open = (
  url: string,
  { bundles = built.directory, crew }: { readonly bundles?: string; readonly crew?: number } = {},
): Promise<Engine> => openAt(url, bundles, crew);

describe('the load engine in its thread', () => {
  it('runs scenarios one after another and tells the observation of each', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    await using engine = await open(server.url);
    const told: LoadProgress[] = [];
    const one = scenario({ users: 3, mix: { list: 3, add: 1 }, durationMs: 400, seed: 1 });
    const observation = await engine.run(one, { onProgress: (progress) => void told.push(progress) });
    expect(observation).toMatchObject({ scenario: one, ended: 'complete', durationMs: 400, total: { errors: 0 } });
    expect(observation.operations.map(({ name }) => name)).toEqual(['list', 'add']);
    expect(observation.generator.utilisation).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(0);

    const two = scenario({ users: 1, durationMs: 100, warmupMs: 0, seed: 2 });
    expect(await engine.run(two)).toMatchObject({ scenario: two, ended: 'complete' });
  });

  it.runIf(process.platform === 'linux')('knows how long its own thread waited for a core', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using engine = await open(server.url);
    const { generator } = await engine.run(scenario());
    expect(generator.runQueueShare).toBeGreaterThanOrEqual(0);
  });

  it('stops a run promptly when asked and tells what it saw; the next run works', async () => {
    await using server = await serveTcp((socket) => {
      socket.on('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
    });
    await using engine = await open(server.url);
    const stop = new AbortController();
    const running = engine.run(scenario({ users: 2, warmupMs: 0, durationMs: 600_000, thinkMs: 10 }), {
      signal: stop.signal,
      onProgress: ({ requests }) => requests > 0 && stop.abort(),
    });
    const observation = await running;
    expect(observation.ended).toBe('stopped');
    expect(observation.total.requests).toBeGreaterThan(0);
    expect(observation.total.errors).toBe(0);
    expect(await engine.run(scenario({ durationMs: 50 }))).toMatchObject({ ended: 'complete' });
    expect(await engine.run(scenario(), { signal: AbortSignal.abort() })).toMatchObject({ ended: 'stopped', total: { requests: 0 } });
  });

  it('runs one scenario at a time', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using engine = await open(server.url);
    const first = engine.run(scenario());
    await expect(engine.run(scenario())).rejects.toThrow('one scenario at a time');
    expect(await first).toMatchObject({ ended: 'complete' });
  });

  it('runs open loads as well, and begins to measure as soon as the service is steady when it is asked to', async () => {
    // Steady for sure, whatever else the machine does.
    await using server = await serveHttp(async (_, response) => {
      await delay(20);
      response.end();
    });
    await using engine = await open(server.url);
    const asked = openScenario({ arrivals: early, warmupMs: 60_000, durationMs: 600 });
    const { arrivals, total, warmup, generator } = await engine.run(asked, { settle: true });
    expect(total).toMatchObject({ requests: 60, errors: 0 });
    expect(arrivals).toMatchObject({ planned: 60, queued: 0, unsent: 0 });
    expect(warmup).toMatchObject({ blockMs: 250, steady: true });
    expect(warmup.durationMs).toBeLessThan(30_000);
    expect(warmup.p50sMs.length).toBeGreaterThanOrEqual(5);
    expect(generator.hiccupMs?.count).toBeGreaterThan(0);
  });

  it.each([1, 3])(
    'leaves no connection and no thread behind when it is disposed, and fails the run under way: %d threads',
    async (crew) => {
      await using server = await serveTcp((socket) => void socket.resume());
      const before = threads();
      const engine = await open(server.url, { crew });
      expect(threads()).toBeGreaterThan(before);
      const running = engine.run(scenario({ users: 4, durationMs: 600_000 })).catch((error: unknown) => error);
      await expect.poll(() => server.open()).toBe(4);
      await engine[Symbol.asyncDispose]();
      expect(await running).toMatchObject({ code: 'engine.lost', status: 3 });
      await expect.poll(() => server.open()).toBe(0);
      await expect.poll(threads).toBe(before);
    },
  );

  it('leaves no thread behind when it is disposed after runs, or when it could not be opened', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    const before = threads();
    const engine = await open(server.url);
    await engine.run(scenario({ durationMs: 50, warmupMs: 0 }));
    await engine[Symbol.asyncDispose]();
    await expect.poll(threads).toBe(before);
    await using clockless = await bundle('src/engine.ts');
    await expect(open(server.url, { bundles: clockless.directory, crew: 2 })).rejects.toMatchObject({
      code: 'engine.lost',
      message: expect.stringContaining('clock.js'),
    });
    await expect.poll(threads).toBe(before);
  });

  it('says so when its bundle is missing', async () => {
    const error = await open('http://127.0.0.1:1', { bundles: join(built.directory, 'absent') }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: 'engine.lost' });
  });

  it('says so when its thread dies, at once and on the next run', async () => {
    const lines = [
      "const { parentPort } = require('node:worker_threads');",
      "parentPort.on('message', ({ kind }) => { if (kind === 'run') throw new Error('out of luck'); parentPort.postMessage({ kind: 'opened' }); });",
    ];
    await using broken = await bundle('src/engine.ts');
    await writeFile(broken.file, lines.join('\n'));
    const engine = await open('http://127.0.0.1:1', { bundles: broken.directory });
    await expect(engine.run(scenario())).rejects.toMatchObject({ code: 'engine.lost', message: expect.stringContaining('out of luck') });
    await expect(engine.run(scenario())).rejects.toMatchObject({ code: 'engine.lost' });
    await engine[Symbol.asyncDispose]();
  });

  it('says so when its clock dies: a load whose alarms never ring would be none', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using broken = await bundleEngine();
    const lines = [
      "const { parentPort } = require('node:worker_threads');",
      "parentPort.postMessage(0); setTimeout(() => { throw new Error('out of luck'); }, 300);",
    ];
    await writeFile(join(broken.directory, 'clock.js'), lines.join('\n'));
    const engine = await open(server.url, { bundles: broken.directory });
    const running = engine.run(openScenario({ durationMs: 600_000 }));
    await expect(running).rejects.toMatchObject({ code: 'engine.lost', message: expect.stringContaining('out of luck') });
    await engine[Symbol.asyncDispose]();
  });

  it('keeps a mistake in its own code apart from the service: the stack is kept', async () => {
    await using engine = await open('http://127.0.0.1:1');
    const error = await engine.run(scenario({ mix: { unknown: 1 } })).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'engine.lost', cause: expect.stringContaining('run') });
  });

  it('gives its thread nothing of the environment', async () => {
    const lines = [
      "const { parentPort } = require('node:worker_threads');",
      "parentPort.on('message', ({ kind }) => {",
      "  if (kind === 'close') parentPort.close();",
      "  else parentPort.postMessage({ kind: 'failed', message: JSON.stringify(process.env), stack: '' });",
      '});',
    ];
    await using spy = await bundle('src/engine.ts');
    await writeFile(spy.file, lines.join('\n'));
    await expect(open('http://127.0.0.1:1', { bundles: spy.directory })).rejects.toThrow('stopped: {}.');
  });
});
