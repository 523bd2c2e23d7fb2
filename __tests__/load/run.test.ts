import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { checkGenerator } from '../../src/load/self-check.ts';
import { serveHttp } from '../support/http-server.ts';
import { operation } from '../support/operations.ts';
import { serveTcp } from '../support/tcp-server.ts';
import { openRuns, world, type Runs } from './a-run.ts';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterAll(async () => runs[Symbol.asyncDispose]());

const answer = async (_: IncomingMessage, response: ServerResponse): Promise<void> => void response.end('fine');
const answerAfter =
  (ms: number) =>
  async (_: IncomingMessage, response: ServerResponse): Promise<void> => {
    await delay(ms);
    response.end('fine');
  };

describe('a run of users', () => {
  it('loads a service with no more operations in flight than users, on one connection each', async () => {
    const ports = new Set<number | undefined>();
    let atOnce = 0;
    let most = 0;
    await using server = await serveHttp(async (request, response) => {
      ports.add(request.socket.remotePort);
      most = Math.max(most, (atOnce += 1));
      await delay(5);
      atOnce -= 1;
      response.end('fine');
    });
    const observation = await runs.load(server.url, { users: 20 });
    expect(ports.size).toBe(20);
    expect(most).toBeLessThanOrEqual(20);
    expect(observation.peakInFlight).toBeLessThanOrEqual(20);
    expect(observation.peakInFlight).toBeGreaterThan(1);
    expect(observation).toMatchObject({ durationMs: 300, ended: 'complete', total: { errors: 0 } });
    expect(observation.total.requests).toBeGreaterThan(20);
    expect(observation.total.bytes).toBe(4 * observation.total.requests);
    expect(observation.averageRatePerSecond).toBeCloseTo(observation.total.requests / 0.3, 6);
    expect(observation.windows).toHaveLength(3);
  });

  it('never tells less than the service took, and counts response from the intended start: response ≥ service', async () => {
    await using server = await serveHttp(answerAfter(20));
    const { total, generator } = await runs.load(server.url, { users: 3, durationMs: 500 });
    // Timers may fire a millisecond early.
    expect(total.serviceMs.min).toBeGreaterThan(18.5);
    expect(total.responseMs.min).toBeGreaterThanOrEqual(total.serviceMs.min ?? Number.POSITIVE_INFINITY);
    expect(total.responseMs.mean).toBeCloseTo((total.serviceMs.mean ?? 0) + (generator.lagMs.mean ?? 0), 1);
    expect(generator.utilisation).toBeGreaterThan(0);
    expect(generator.utilisation).toBeLessThanOrEqual(1);
  });

  it('sends the same operations in the same order per user for the same seed, and others for another', async () => {
    const sent = async (seed: number): Promise<ReadonlyMap<string, readonly string[]>> => {
      const users = new Map<string, string[]>();
      await using server = await serveHttp(async (request, response) => {
        const user = request.socket.remotePort?.toString() ?? '';
        users.set(user, [...(users.get(user) ?? []), request.url ?? '']);
        await delay(2);
        response.end();
      });
      const operations = [operation('list', { path: '/list/{{key}}/{{uuid}}' }), operation('add', { path: '/add/{{n}}' })];
      await runs.load(server.url, { mix: { list: 2, add: 1 }, users: 3, durationMs: 150, warmupMs: 60, seed }, { operations });
      return users;
    };
    // A user is known by its first steps: connections come in any order.
    const beginnings = (users: ReadonlyMap<string, readonly string[]>): readonly string[] =>
      [...users.values()].map((urls) => urls.slice(0, 10).join(' ')).sort();
    const [one, again, other] = [await sent(1), await sent(1), await sent(2)];
    for (const urls of one.values()) expect(urls.length).toBeGreaterThan(10);
    expect(beginnings(again)).toEqual(beginnings(one));
    expect(beginnings(other)).not.toEqual(beginnings(one));
  });

  it('leaves the warm-up out of every number', async () => {
    const began = world.now();
    await using server = await serveHttp(async (_, response) => {
      const cold = world.now() - began < 250;
      await delay(cold ? 60 : 1);
      response.writeHead(cold ? 500 : 200).end();
    });
    const { total, windows, peakRatePerSecond } = await runs.load(server.url, { users: 4, warmupMs: 400, durationMs: 300 });
    expect(total.errors).toBe(0);
    expect(total.serviceMs.p50).toBeLessThan(50);
    expect(windows.reduce((sum, window) => sum + window.requests, 0)).toBe(total.requests);
    expect(peakRatePerSecond).toBeGreaterThan(0);
  });

  it('counts an operation in flight at the end with its whole time, and waits for it', async () => {
    await using server = await serveHttp(answerAfter(400));
    const { total, durationMs, ended } = await runs.load(server.url, { users: 2, warmupMs: 0, durationMs: 200 });
    expect({ requests: total.requests, errors: total.errors, durationMs, ended }).toEqual({
      requests: 2,
      errors: 0,
      durationMs: 200,
      ended: 'complete',
    });
    expect(total.responseMs.min).toBeGreaterThan(395);
  });

  it('shows a service that never answers, also when it hangs from the warm-up on', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    const { total, peakInFlight } = await runs.load(server.url, { users: 3, warmupMs: 100, durationMs: 200 }, { timeoutMs: 500 });
    expect(total).toMatchObject({ requests: 3, errors: 3, errorKinds: { timeout: 3 } });
    expect(peakInFlight).toBe(3);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('keeps operations apart: requests, errors and latencies of each', async () => {
    await using server = await serveHttp(async (request, response) => {
      if (request.url === '/add') await delay(15);
      response.writeHead(request.url === '/gone' ? 410 : 200).end('x'.repeat(request.url === '/list' ? 10 : 1));
    });
    const operations = [operation('list'), operation('add', { method: 'POST', body: '{}' }), operation('gone'), operation('unused')];
    const observation = await runs.load(server.url, { mix: { list: 4, add: 2, gone: 1 }, users: 4, durationMs: 400 }, { operations });
    const [list, add, gone] = observation.operations;
    expect(observation.operations.map(({ name }) => name)).toEqual(['list', 'add', 'gone']);
    expect(list?.bytes).toBe(10 * (list?.requests ?? 0));
    expect(add?.serviceMs.min).toBeGreaterThan(13.5);
    expect(gone).toMatchObject({ errors: gone?.requests, errorKinds: { status: gone?.requests } });
    expect(gone?.errorExamples).toEqual([{ error: 'status', detail: '410, expected below 400' }]);
    expect(observation.total.errors).toBe(gone?.errors);
  });

  it('thinks between operations, and the generator keeps up with that', async () => {
    await using server = await serveHttp(answer);
    const observation = await runs.load(server.url, { users: 5, thinkMs: 50, warmupMs: 200, durationMs: 1_000 });
    // 5 users, about 50 ms a round, 1 s.
    expect(observation.total.requests).toBeGreaterThan(20);
    expect(observation.total.requests).toBeLessThan(130);
    expect(observation.generator.utilisation).toBeLessThan(0.9);
    expect(checkGenerator(observation).sentence).not.toMatch(/Little/);
  });

  it('meets a service that refuses connections with a back-off, never with a hot loop', async () => {
    const server = await serveHttp(answer);
    await server.close();
    const { total } = await runs.load(server.url, { users: 2, durationMs: 500 });
    expect(total.errors).toBe(total.requests);
    expect(total.errorKinds).toEqual({ refused: total.requests });
    // From 10 ms on doubling to 200 ms: at most seven tries a user.
    expect(total.requests).toBeGreaterThanOrEqual(2);
    expect(total.requests).toBeLessThanOrEqual(14);
  });

  it('counts resets and goes on with a new connection', async () => {
    await using server = await serveTcp((socket) => {
      let asked = 0;
      socket.on('data', () => {
        asked += 1;
        if (asked === 3) socket.resetAndDestroy();
        else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const { total } = await runs.load(server.url, { users: 2, durationMs: 400 });
    expect(total.errors).toBeGreaterThan(2);
    expect(total.errorKinds).toEqual({ reset: total.errors });
    expect(total.requests).toBeGreaterThan(2 * total.errors);
  });

  it('stops at once when told to, and tells what it saw until then', async () => {
    await using server = await serveTcp((socket) => {
      let asked = 0;
      socket.on('data', () => {
        // The third question is never answered.
        if ((asked += 1) < 3) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      });
    });
    const stop = new AbortController();
    const running = runs.load(server.url, { users: 2, warmupMs: 0, durationMs: 60_000 }, { timeoutMs: 60_000, signal: stop.signal });
    await expect.poll(() => server.accepted()).toBe(2);
    await delay(100);
    stop.abort();
    const observation = await running;
    expect(observation).toMatchObject({ ended: 'stopped', total: { requests: 4, errors: 0 } });
    expect(observation.durationMs).toBeLessThan(30_000);
    expect(observation.windows.every((window) => window.durationMs > 0)).toBe(true);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('does nothing when it is stopped before it begins', async () => {
    await using server = await serveHttp(answer);
    const observation = await runs.load(server.url, { users: 2 }, { signal: AbortSignal.abort() });
    expect(observation).toMatchObject({
      ended: 'stopped',
      durationMs: 0,
      total: { requests: 0 },
      windows: [],
      averageRatePerSecond: 0,
      peakRatePerSecond: 0,
    });
  });

  it('warns of nothing with many users', async () => {
    await using server = await serveHttp(answer);
    const warnings: Error[] = [];
    const hear = (warning: Error): void => void warnings.push(warning);
    process.on('warning', hear);
    await runs.load(server.url, { users: 50, thinkMs: 20 });
    await delay(0);
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('refuses a mix that names an operation the driver does not have', async () => {
    await using server = await serveHttp(answer);
    await expect(runs.load(server.url, { mix: { list: 1, other: 1 } })).rejects.toThrow('names the operation other');
  });
});
