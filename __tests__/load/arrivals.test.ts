import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { serveHttp } from '../support/http-server.ts';
import { operation } from '../support/operations.ts';
import { serveTcp } from '../support/tcp-server.ts';
import { openRuns, type Runs } from './a-run.ts';

let runs: Runs;
beforeAll(async () => {
  runs = await openRuns();
});
afterAll(async () => runs[Symbol.asyncDispose]());

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
/** All arrivals in the first half, so that a slow machine has the second to send them in. */
const early = { pattern: 'step', ratesPerSecond: [200, 0] } as const;

describe('a run of arrivals', () => {
  it('sends all that were planned to an instant service and counts each once: achieved = planned', async () => {
    let asked = 0;
    await using server = await serveHttp(async (_, response) => {
      asked += 1;
      response.end('ok');
    });
    const observation = await runs.arrive(server.url, { arrivals: early, durationMs: 1_000, warmupMs: 100 });
    const { total, arrivals, generator } = observation;
    expect(observation).toMatchObject({ ended: 'complete', durationMs: 1_000 });
    expect(arrivals).toMatchObject({ planned: 100, plannedRatePerSecond: 100, achievedRatePerSecond: 100, queued: 0, unsent: 0 });
    expect(total).toMatchObject({ requests: 100, errors: 0, bytes: 200 });
    // Twenty of the warm-up, which are not counted.
    expect(asked).toBe(120);
    expect(generator.lagMs.count).toBe(100);
    expect(generator.lagMs.min).toBeGreaterThanOrEqual(0);
    expect(generator).toMatchObject({ engines: 1 });
    expect(total.responseMs.mean).toBeCloseTo((total.serviceMs.mean ?? 0) + (generator.lagMs.mean ?? 0), 6);
  });

  it('never opens more connections than it may; who waits for one counts its wait, and is counted', async () => {
    let most = 0;
    await using server = await serveTcp((socket) => {
      most = Math.max(most, server.open());
      socket.on('data', () => void setTimeout(() => socket.write(ok), 20));
    });
    const observation = await runs.arrive(server.url, {
      arrivals: { pattern: 'burst', size: 20, everyMs: 1_000 },
      connections: 4,
      durationMs: 400,
      warmupMs: 0,
    });
    const { total, arrivals, generator } = observation;
    expect(most).toBe(4);
    expect(server.accepted()).toBe(4);
    expect(observation.peakInFlight).toBe(4);
    expect(total).toMatchObject({ requests: 20, errors: 0 });
    expect(arrivals).toMatchObject({ planned: 20, queued: 16, longestQueue: 16, unsent: 0, peakConnections: 4 });
    // Five rounds of four: the last waits for four answers, timers may fire a millisecond early.
    expect(total.responseMs.max).toBeGreaterThan(5 * 18.5);
    expect(generator.lagMs.max).toBeGreaterThan(4 * 18.5);
    expect((total.responseMs.max ?? 0) - (generator.lagMs.max ?? 0)).toBeGreaterThan(18.5);
    // The wait is the service's, not the generator's.
    expect(generator.lateMs.mean).toBeLessThan((generator.lagMs.mean ?? 0) / 2);
  });

  it('loses nobody to a service that never answers: past the deadline all are timeouts, sent or not', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    const { total, arrivals, ended, peakInFlight } = await runs.arrive(
      server.url,
      { connections: 2, durationMs: 400, warmupMs: 100 },
      { timeoutMs: 300 },
    );
    expect(total).toMatchObject({ requests: 40, errors: 40, errorKinds: { timeout: 40 } });
    expect(total.errorExamples.map(({ detail }) => detail)).toContain('no connection became free within 300 ms');
    expect(arrivals).toMatchObject({ planned: 40, peakConnections: 2 });
    expect(arrivals?.unsent).toBeGreaterThan(20);
    expect(arrivals?.unsent).toBeLessThan(40);
    expect({ ended, peakInFlight }).toEqual({ ended: 'complete', peakInFlight: 2 });
    expect(total.responseMs.min).toBeGreaterThanOrEqual(299);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('shows a freeze in the response times of all who came meanwhile, though most were served at once', async () => {
    let asked = 0;
    let frozen: Promise<void> | null = null;
    await using server = await serveHttp(async (_, response) => {
      asked += 1;
      if (asked === 60) frozen = delay(400);
      await frozen;
      response.end('ok');
    });
    const { total, arrivals } = await runs.arrive(server.url, {
      arrivals: { pattern: 'constant', ratePerSecond: 200 },
      connections: 4,
      durationMs: 1_000,
      warmupMs: 0,
    });
    expect(total).toMatchObject({ requests: 200, errors: 0 });
    expect(arrivals?.queued).toBeGreaterThan(60);
    // 80 came in the 400 ms; the first 40 of them waited for half of it, only four were being served.
    expect(total.responseMs.p90).toBeGreaterThan(180);
    expect(total.responseMs.p99).toBeGreaterThan(350);
    expect(total.serviceMs.p90).toBeLessThan((total.responseMs.p90 ?? 0) / 2);
  });

  it('goes on with new connections where the service closes them, and counts what was cut', async () => {
    await using server = await serveTcp((socket) => {
      let heard = 0;
      socket.on('data', () => {
        heard += 1;
        if (heard === 3) socket.resetAndDestroy();
        else socket.write(ok);
      });
    });
    const { total, arrivals } = await runs.arrive(server.url, { arrivals: early, durationMs: 600, warmupMs: 0 });
    expect(total.requests).toBe(60);
    expect(total.errorKinds).toEqual({ reset: total.errors });
    expect(total.errors).toBeGreaterThan(0);
    expect(arrivals).toMatchObject({ planned: 60, unsent: 0 });
  });

  it('counts a service that refuses connections arrival by arrival, without a hot loop', async () => {
    const server = await serveHttp(async (_, response) => void response.end());
    await server.close();
    const { total, arrivals } = await runs.arrive(server.url, { arrivals: early, durationMs: 400 });
    expect(total).toMatchObject({ requests: 40, errors: 40, errorKinds: { refused: 40 } });
    expect(arrivals).toMatchObject({ planned: 40, unsent: 0 });
  });

  it('plays the mix, each operation by its weight, with values of its own', async () => {
    const urls: string[] = [];
    await using server = await serveHttp(async (request, response) => {
      urls.push(request.url ?? '');
      response.end();
    });
    const operations = [operation('list', { path: '/list/{{n}}' }), operation('add', { path: '/add/{{n}}/{{key}}' })];
    const given = { mix: { list: 3, add: 1 }, arrivals: early, durationMs: 600, warmupMs: 0 };
    const { operations: told, total } = await runs.arrive(server.url, given, { operations });
    expect(told.map(({ name }) => name)).toEqual(['list', 'add']);
    expect(told.reduce((sum, { requests }) => sum + requests, 0)).toBe(total.requests);
    const numbers = urls.map((url) => Number(url.split('/')[2]));
    expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  it('stops at once when told to, tells what has ended, and leaves no connection', async () => {
    await using server = await serveTcp((socket) => {
      let heard = 0;
      socket.on('data', () => {
        // The third question is never answered.
        if ((heard += 1) < 3) socket.write(ok);
      });
    });
    const stop = new AbortController();
    const running = runs.arrive(
      server.url,
      { connections: 2, durationMs: 60_000, warmupMs: 0 },
      { timeoutMs: 60_000, signal: stop.signal },
    );
    await expect.poll(() => server.accepted()).toBe(2);
    await delay(100);
    stop.abort();
    const { ended, total, arrivals, durationMs } = await running;
    expect({ ended, requests: total.requests, errors: total.errors }).toEqual({ ended: 'stopped', requests: 4, errors: 0 });
    expect(durationMs).toBeLessThan(30_000);
    expect(arrivals?.planned).toBeGreaterThan(4);
    await expect.poll(() => server.open()).toBe(0);
  });

  it('measures from the moment the service is steady, for the full duration', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    const warm = new AbortController();
    const observation = await runs.arrive(
      server.url,
      { arrivals: early, durationMs: 600, warmupMs: 60_000 },
      { warm: warm.signal, onBlock: () => warm.abort() },
    );
    expect(observation).toMatchObject({ ended: 'complete', durationMs: 600, total: { requests: 60, errors: 0 } });
    expect(observation.arrivals).toMatchObject({ planned: 60, queued: 0 });
    expect(observation.warmup.steady).toBe(true);
    expect(observation.warmup.p50sMs).toHaveLength(1);
    expect(observation.warmup.durationMs).toBeLessThan(30_000);
  });
});
