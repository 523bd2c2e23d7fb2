import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import { plimsoll } from '../support/cli.ts';
import { readBody, serveHttp } from '../support/http-server.ts';

interface Told {
  readonly requests: number;
  readonly errors: number;
  readonly errorKinds: Readonly<Record<string, number>>;
  readonly ratePerSecond: number;
  readonly plannedRatePerSecond?: number;
  readonly arrivals?: { readonly planned: number };
  readonly responseMs: Readonly<Record<string, number | null>>;
  readonly ended: string;
}

const short = ['-d', '800ms', '--warmup', '200ms'];
const block = ['min', 'mean', 'p50', 'p75', 'p90', 'p95', 'p99', 'p999', 'max'];
const told = (stdout: string): Told => JSON.parse(stdout) as Told;

describe('plimsoll load', () => {
  it('in the closed model tells what its users did, as JSON', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    const { status, stdout, stderr } = await plimsoll(['load', server.url, '-u', '3', ...short, '--json']);
    expect({ status, told: told(stdout) }).toMatchObject({
      status: 0,
      told: {
        requests: expect.any(Number),
        errors: 0,
        errorKinds: {},
        durationMs: 800,
        ratePerSecond: expect.any(Number),
        cpuMs: expect.any(Number),
        self: { generator: { kind: expect.any(String) }, runner: { kind: expect.any(String) } },
        ended: 'complete',
      },
    });
    expect(told(stdout).requests).toBeGreaterThan(0);
    expect(told(stdout)).not.toHaveProperty('plannedRatePerSecond');
    for (const latency of ['responseMs', 'serviceMs', 'lagMs']) {
      expect(Object.keys((JSON.parse(stdout) as Record<string, object>)[latency] ?? {})).toEqual(block);
    }
    expect(stderr).toContain('steady');
  });

  it.each([
    ['-r', '100/s'],
    ['--pace', 'constant:100/s'],
  ])('in the open model (%s %s) tells the rate that was planned beside the one achieved', async (...how) => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    const { status, stdout } = await plimsoll(['load', server.url, ...how, ...short, '--json', '--quiet']);
    expect(status).toBe(0);
    expect(told(stdout)).toMatchObject({ plannedRatePerSecond: 100, arrivals: { planned: 80 }, errors: 0 });
    // Of 80 requests no quantile beyond p98 is known.
    expect(told(stdout).responseMs).toMatchObject({ p95: expect.any(Number), p99: null, p999: null });
  });

  it('repeats a random load with its seed', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    const run = async (seed: string): Promise<unknown> => {
      const { stdout } = await plimsoll(['load', server.url, '--pace', 'poisson:200/s', ...short, '--seed', seed, '--json', '--quiet']);
      return told(stdout).arrivals?.planned;
    };
    expect(await run('7')).toBe(await run('7'));
  });

  it('sends the method, the headers and the body that were given', async () => {
    const seen = new Set<string>();
    await using server = await serveHttp(async (request, response) => {
      const body = await readBody(request);
      seen.add([request.method, request.url, request.headers['x-a'], request.headers['x-b'], body.toString()].join(' '));
      response.end();
    });
    const asked = ['--method', 'post', '--header', 'X-A: 1', '--header', 'x-b: two words', '--body', '{"a":1}'];
    expect(await plimsoll(['load', `${server.url}/items?page=2`, '-u', '1', ...asked, ...short, '--quiet'])).toMatchObject({ status: 0 });
    expect([...seen]).toEqual(['POST /items?page=2 1 two words {"a":1}']);
  });

  it('on a terminal begins with the whole load in a line, then its latencies and a histogram', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    const { status, stdout } = await plimsoll(['load', server.url, '-u', '2', ...short]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/requests in 800 ms · .*\/s · 0 errors · 2 users/);
    expect(stdout).toMatch(/ms +min +mean +p50 +p75 +p90 +p95 +p99 +p999 +max\n +response .*\n +service .*\n +lag /);
    expect(stdout).toMatch(/…[\d.]+ ms +[█▏▎▍▌▋▊▉]/);
    expect(stdout).toMatch(/throughput +[▁▂▃▄▅▆▇█·]+/);
    expect(stdout).toContain('requests per CPU-second');
    // Neither is a terminal here.
    expect(stdout).not.toContain('\u001b');
  });

  it('counts errors and is no gate for them', async () => {
    await using server = await serveHttp(async (_, response) => void response.writeHead(500).end('sorry'));
    const json = await plimsoll(['load', server.url, '-u', '2', ...short, '--json']);
    expect(json.status).toBe(0);
    const { requests, errors, errorKinds } = told(json.stdout);
    expect({ errors, errorKinds }).toEqual({ errors: requests, errorKinds: { status: requests } });
    const text = await plimsoll(['load', server.url, '-u', '2', ...short]);
    expect(text).toMatchObject({ status: 0, stdout: expect.stringMatching(/errors +[\d\u2009]+ × status, e\.g\. .*500/) });
  });

  it('interrupted ends the load, tells what there is, and leaves with 130', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('fine'));
    const { status, stdout } = await plimsoll(['load', server.url, '-u', '2', '-d', '10m', '--warmup', '0ms', '--json'], {
      interrupt: { signal: 'SIGINT', afterMs: 2_500 },
    });
    expect({ status, told: told(stdout) }).toMatchObject({ status: 130, told: { ended: 'stopped' } });
    expect(told(stdout).requests).toBeGreaterThan(0);
  });
});

describe('plimsoll load that cannot be done', () => {
  it('where nothing listens is a fault with status 3, before any load', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    server.close();
    await once(server, 'close');
    const { status, stdout, stderr } = await plimsoll(['load', `http://127.0.0.1:${port}/`]);
    expect({ status, stdout, stderr }).toEqual({
      status: 3,
      stdout: '',
      stderr: expect.stringContaining(`Nothing listens on http://127.0.0.1:${port}`),
    });
  });

  it('where nobody answers in time counts timeouts, and is no fault', async () => {
    await using server = await serveHttp(() => setTimeout(600_000, undefined, { ref: false }));
    const { status, stdout } = await plimsoll(['load', server.url, '-u', '2', '--timeout', '100ms', ...short, '--json']);
    expect(status).toBe(0);
    expect(told(stdout).errorKinds['timeout']).toBeGreaterThan(0);
  });

  it.each([
    ['without a URL', []],
    ['on another machine', ['http://example.invalid/']],
    ['with users and a rate', ['http://127.0.0.1:1/', '-u', '5', '-r', '100']],
    ['with a rate that is none', ['http://127.0.0.1:1/', '-r', 'fast']],
    ['with a pace that is none', ['http://127.0.0.1:1/', '--pace', 'waltz']],
    ['without a unit', ['http://127.0.0.1:1/', '-d', '10']],
    ['with an unknown option', ['http://127.0.0.1:1/', '--nonsense']],
  ])('%s is a fault with status 2', async (_, args) => {
    const { status, stdout, stderr } = await plimsoll(['load', ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toMatch(/unexpected|\n\s+at /);
  });

  it('for several reasons says all of them', async () => {
    const { status, stderr } = await plimsoll(['load', 'ftp://x', '-u', 'a', '-d', 'b']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/URL takes/);
    expect(stderr).toMatch(/--users takes/);
    expect(stderr).toMatch(/--duration takes/);
  });
});
