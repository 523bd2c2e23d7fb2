import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openProxy, type LoopbackProxy } from '../../../src/service/pressure/proxy.ts';
import { listen } from '../../support/listen.ts';
import { serveTcp } from '../../support/tcp-server.ts';
import { eventually, openWorld } from '../fixture.ts';

const { world } = openWorld();
const hourMs = 3_600_000;

async function dial(proxy: LoopbackProxy, options: { readonly allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(proxy.url).port), ...options });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything a socket says until it ends. */
async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  return Buffer.concat(chunks);
}

const echo = (socket: Socket): void => void socket.pipe(socket);

describe('a proxy of ours', () => {
  it('passes every byte, in order, both ways, whatever it is like', async () => {
    await using server = await serveTcp(echo);
    await using proxy = await openProxy(server.url, world);
    for (const conditions of [
      { delayMs: 0, bytesPerSecond: null },
      { delayMs: 5, bytesPerSecond: null },
      { delayMs: 2, bytesPerSecond: 8 * 1_024 ** 2 },
    ]) {
      proxy.set(conditions);
      const said = randomBytes(1_024 ** 2);
      const socket = await dial(proxy);
      const heard = readAll(socket);
      socket.end(said);
      expect((await heard).equals(said)).toBe(true);
    }
    await eventually(
      () => proxy.open(),
      (open) => open === 0,
    );
    expect(proxy.open()).toBe(0);
  });

  it('takes its time each way', async () => {
    await using server = await serveTcp(echo);
    await using proxy = await openProxy(server.url, world);
    proxy.set({ delayMs: 40, bytesPerSecond: null });
    const socket = await dial(proxy);
    for (const word of ['one', 'two']) {
      const beganMs = performance.now();
      socket.write(word);
      const [answer] = await once(socket, 'data');
      expect(String(answer)).toBe(word);
      // A timer may fire a millisecond early.
      expect(performance.now() - beganMs).toBeGreaterThanOrEqual(2 * 40 - 4);
    }
    socket.destroy();
  });

  it('carries no more than its bandwidth, all connections together', async () => {
    await using server = await serveTcp((socket) => void socket.end(Buffer.alloc(25_000)));
    await using proxy = await openProxy(server.url, world);
    proxy.set({ delayMs: 0, bytesPerSecond: 200_000 });
    const beganMs = performance.now();
    const heard = await Promise.all(Array.from({ length: 4 }, async () => (await readAll(await dial(proxy))).length));
    expect(heard).toEqual([25_000, 25_000, 25_000, 25_000]);
    // 100 000 bytes are half a second, less what an idle link had saved.
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(480);
  });

  it('lets go of what it holds back when its conditions change', async () => {
    await using server = await serveTcp(echo);
    await using proxy = await openProxy(server.url, world);
    for (const conditions of [
      { delayMs: hourMs, bytesPerSecond: null },
      { delayMs: 0, bytesPerSecond: 1 },
    ]) {
      proxy.set(conditions);
      const socket = await dial(proxy);
      const answered = once(socket, 'data');
      socket.write('hello, is anybody there?');
      await delay(50);
      proxy.set({ delayMs: 0, bytesPerSecond: null });
      const [answer] = await answered;
      expect(String(answer)).toBe('hello, is anybody there?');
      socket.destroy();
    }
  });

  it('passes an end on as an end: the other direction goes on', async () => {
    // Answers only when it has heard everything.
    const server = createServer(
      { allowHalfOpen: true },
      (socket) => void readAll(socket).then((said) => socket.end(`heard ${said.length}`)),
    );
    await using listening = await listen(server);
    await using proxy = await openProxy(`http://127.0.0.1:${listening.port}`, world);
    proxy.set({ delayMs: 10, bytesPerSecond: null });
    const socket = await dial(proxy, { allowHalfOpen: true });
    const heard = readAll(socket);
    socket.end('12345');
    expect((await heard).toString()).toBe('heard 5');
  });

  it('passes a reset on as a reset, both ways', async () => {
    const broken: string[] = [];
    await using server = await serveTcp((socket) => {
      socket.on('error', (error: NodeJS.ErrnoException) => broken.push(error.code ?? ''));
      socket.on('data', (said) => {
        if (String(said) === 'leave') socket.resetAndDestroy();
        else socket.write('stay');
      });
    });
    await using proxy = await openProxy(server.url, world);
    const left = await dial(proxy);
    left.write('leave');
    const [error] = await once(left, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });

    const leaving = await dial(proxy);
    leaving.write('stay');
    await once(leaving, 'data');
    leaving.resetAndDestroy();
    await eventually(
      () => broken,
      (seen) => seen.length > 0,
    );
    expect(broken).toEqual(['ECONNRESET']);
  });

  it('resets a connection that the service refuses', async () => {
    const gone = await serveTcp(echo);
    await gone[Symbol.asyncDispose]();
    await using proxy = await openProxy(gone.url, world);
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(proxy.url).port) });
    const [error] = await once(socket, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('reads no further for who does not read', async () => {
    const most = 256 * 1_024 ** 2;
    let sent = 0;
    await using server = await serveTcp((socket) => {
      const piece = Buffer.alloc(256 * 1_024);
      const send = (): void => {
        while (sent < most && socket.write(piece)) sent += piece.length;
        socket.once('drain', send);
      };
      send();
    });
    await using proxy = await openProxy(server.url, world);
    const socket = await dial(proxy);
    socket.pause();
    let before = -1;
    for (let round = 0; round < 50 && before !== sent; round++) {
      before = sent;
      await delay(200);
    }
    // What the system holds for four sockets, and what we do.
    expect(sent).toBeLessThan(most / 2);
    socket.destroy();
  });

  it('cuts what it carries when it is closed', async () => {
    await using server = await serveTcp(echo);
    const proxy = await openProxy(server.url, world);
    proxy.set({ delayMs: hourMs, bytesPerSecond: null });
    const sockets = await Promise.all([dial(proxy), dial(proxy)]);
    const closed = sockets.map((socket) => once(socket, 'close'));
    for (const socket of sockets) socket.write('never answered');
    await eventually(
      () => server.open(),
      (open) => open === 2,
    );
    await proxy[Symbol.asyncDispose]();
    await Promise.all(closed);
    expect(
      await eventually(
        () => server.open(),
        (open) => open === 0,
      ),
    ).toBe(0);
    await expect(dial(proxy)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('keeps the path of the address, and leads nowhere but to this machine', async () => {
    await using server = await serveTcp(echo);
    await using proxy = await openProxy(`${server.url}/api`, world);
    expect(proxy.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    await expect(openProxy('http://192.0.2.1:80', world)).rejects.toThrow('this machine only');
  });
});
