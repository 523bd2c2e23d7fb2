import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';

import type { Outcome } from '../../../../src/model/outcome.ts';
import type { Session } from '../../../../src/model/session.ts';
import { driverSettings, now, perform, openHttpAt } from '../../../support/driving.ts';
import { serveHttp } from '../../../support/http-server.ts';
import { operation, values } from '../../../support/operations.ts';
import { serveTcp } from '../../../support/tcp-server.ts';

const answer = (body: string, ...lines: readonly string[]): string =>
  `${['HTTP/1.1 200 OK', `content-length: ${body.length}`, ...lines].join('\r\n')}\r\n\r\n${body}`;

const settings = driverSettings();

describe("a connection of our own client's", () => {
  it('is replaced in silence when the service has ended it while it was idle', async () => {
    await using server = await serveTcp(
      (socket) => void socket.once('data', () => socket.write(answer('ok'), () => setTimeout(() => socket.end(), 5))),
    );
    await using driver = open(server.url);
    expect(await perform(driver.session, 0)).toMatchObject({ kind: 'ok' });
    await expect.poll(() => server.open()).toBe(0);
    expect(await perform(driver.session, 0)).toMatchObject({ kind: 'ok' });
    expect(server.accepted()).toBe(2);
  });

  it('is replaced before the service, by its own word, would end it', async () => {
    await using server = await serveTcp((socket) => void socket.on('data', () => socket.write(answer('ok', 'keep-alive: timeout=1'))));
    await using driver = open(server.url);
    for (const idleMs of [0, 0, 600]) {
      await delay(idleMs);
      expect(await perform(driver.session, 0)).toMatchObject({ kind: 'ok' });
    }
    expect(server.accepted()).toBe(2);
  });

  it('is never used again after bytes that nobody asked for: with an answer they spoil it, alone they are dropped', async () => {
    let asked = 0;
    await using server = await serveTcp((socket) => {
      socket.on('data', () => {
        asked += 1;
        socket.write(asked === 1 ? `${answer('ok')}more` : answer('ok'));
        if (asked === 2) setTimeout(() => socket.write(answer('late')), 20);
      });
    });
    await using driver = open(server.url);
    expect(await perform(driver.session, 0)).toMatchObject({
      error: 'protocol',
      detail: 'the answer is not HTTP/1.1 (bytes after its end)',
    });
    expect(await perform(driver.session, 0)).toMatchObject({ kind: 'ok' });
    await expect.poll(() => server.open()).toBe(0);
    expect(await perform(driver.session, 0)).toMatchObject({ kind: 'ok', bytes: 2 });
    expect(server.accepted()).toBe(3);
  });

  it('is not used again when an answer came before its request had left', async () => {
    await using server = await serveTcp((socket) => {
      socket.once('data', () => socket.pause().write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'));
    });
    await using driver = open(server.url, operation('a', { method: 'POST', body: 'x'.repeat(20_000_000) }));
    for (let round = 0; round < 2; round += 1) {
      expect(await perform(driver.session, 0)).toMatchObject({ error: 'status', detail: '413, expected below 400' });
    }
    expect(server.accepted()).toBe(2);
  });
});

describe('an operation', () => {
  it('is charged from the moment it was performed, also when its connection had to be opened first', async () => {
    await using server = await serveTcp((socket) => void socket.on('data', () => socket.write(answer('ok', 'connection: close'))));
    await using driver = open(server.url);
    for (let round = 0; round < 3; round += 1) {
      const performedMs = now();
      const outcome = await new Promise<Outcome>((resolve) => driver.session.perform(0, values, performedMs, resolve));
      expect(outcome).toMatchObject({ kind: 'ok', sentAtMs: performedMs });
      expect(outcome.endedAtMs).toBeGreaterThan(performedMs);
    }
  });

  it('is never given up before its time, and those begun together not before each other', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    const driver = openHttpAt({ url: server.url }, [operation('hang')], { ...settings, timeoutMs: 40 }, now);
    const sessions = Array.from({ length: 20 }, (_, user) => driver.openSession(user));
    const ended: number[] = [];
    const outcomes = await Promise.all(
      sessions.map(async (session, user) => {
        await delay(user);
        const outcome = await perform(session, 0);
        ended.push(user);
        return outcome;
      }),
    );
    for (const { endedAtMs, sentAtMs } of outcomes) expect(endedAtMs - sentAtMs).toBeGreaterThanOrEqual(40);
    expect(ended).toEqual(ended.toSorted((a, b) => a - b));
    // What begins when another has expired has its whole time too.
    const [session] = sessions;
    const again = session === undefined ? undefined : await perform(session, 0);
    expect(again).toMatchObject({ error: 'timeout' });
    await driver.close();
  });

  it('never hears the answer to another one, whatever the service resets, ends or drops in between', async () => {
    let asked = 0;
    await using server = await serveTcp((socket) => {
      socket.on('data', (data) => {
        const n = /\/(\d+)/.exec(String(data))?.[1] ?? '';
        const fate = (asked += 1) % 7;
        const whole = answer(JSON.stringify({ n: Number(n) }), ...(fate === 4 ? ['connection: close'] : []));
        if (fate === 0) socket.resetAndDestroy();
        else if (fate === 1) socket.end(whole.slice(0, -3));
        else if (fate === 2) setTimeout(() => socket.write(whole), 60);
        else if (fate === 3) setTimeout(() => socket.end(whole), 1);
        else socket.write(whole);
      });
    });
    const operations = Array.from({ length: 60 }, (_, n) => operation(String(n), { expect: { json: [{ path: '$.n', equals: n }] } }));
    const driver = openHttpAt({ url: server.url }, operations, { ...settings, timeoutMs: 40 }, now);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async (_, user) => {
        const session = driver.openSession(user);
        const mine: Outcome[] = [];
        for (const index of operations.keys()) mine.push(await perform(session, index));
        return mine;
      }),
    );
    await driver.close();
    const kinds = outcomes.flat().map((outcome) => (outcome.kind === 'ok' ? 'ok' : outcome.error));
    expect(new Set(kinds)).toEqual(new Set(['ok', 'reset', 'timeout']));
  });

  it('that is begun by whoever hears of the one before is performed like any other', async () => {
    await using server = await serveHttp(async (request, response) => void response.end(request.url));
    await using driver = open(server.url);
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      const hear = (outcome: Outcome, nowMs: number): void => {
        heard.push(outcome.kind);
        if (heard.length === 100) resolve();
        else driver.session.perform(0, values, nowMs, hear);
      };
      driver.session.perform(0, values, now(), hear);
    });
    expect(heard).toEqual(Array.from({ length: 100 }, () => 'ok'));
  });

  it('beside another one of the same user is refused', async () => {
    await using server = await serveHttp(async (_, response) => void response.end());
    await using driver = open(server.url);
    const first = perform(driver.session, 0);
    expect(await perform(driver.session, 0)).toMatchObject({ error: 'reset', detail: 'the session is busy' });
    expect(await first).toMatchObject({ kind: 'ok' });
  });
});

describe('what a driver holds', () => {
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => /^TCP(Socket)?Wrap$/.test(name)).length;

  it('does not grow with a thousand exchanges', async () => {
    await expect.poll(sockets).toBe(0);
    await using server = await serveHttp(async (_, response) => void response.end('ok'));
    await using driver = open(server.url);
    // Node tells of every socket that is made to connect.
    const made: Socket[] = [];
    const remember = (message: unknown): void => void made.push(Object(message).socket);
    subscribe('net.client.socket', remember);
    const counts: (readonly number[])[] = [];
    for (let round = 0; round < 10; round += 1) {
      for (let index = 0; index < 100; index += 1) await perform(driver.session, 0);
      const listeners = made.flatMap((socket) => socket.eventNames().map((name) => socket.listenerCount(name)));
      counts.push([made.length, sockets(), listeners.reduce((sum, count) => sum + count, 0)]);
    }
    unsubscribe('net.client.socket', remember);
    expect(counts[0]).toMatchObject([1, 2, expect.any(Number)]);
    for (const count of counts) expect(count).toEqual(counts[0]);
  });

  it('is nothing for a thousand users who do nothing, and nothing again once it is closed', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('ok'));
    const descriptors = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
    // What tests before this one left behind is on its way out.
    await expect.poll(sockets).toBe(0);
    const openBefore = descriptors();
    const driver = openHttpAt({ url: server.url }, [operation('a')], settings, now);
    const sessions: readonly Session[] = Array.from({ length: 1_000 }, (_, user) => driver.openSession(user));
    expect(sockets()).toBe(0);
    const outcomes = await Promise.all(sessions.slice(0, 200).map((session) => perform(session, 0)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'ok'));
    expect(sockets()).toBeGreaterThanOrEqual(200);
    await driver.close();
    // The service's ends of them close a moment later.
    await expect.poll(sockets).toBe(0);
    await expect.poll(descriptors).toBe(openBefore);
  });
});

function open(url: string, one = operation('a')): AsyncDisposable & { readonly session: Session } {
  const driver = openHttpAt({ url }, [one], settings, now);
  return { session: driver.openSession(0), [Symbol.asyncDispose]: () => driver.close() };
}
