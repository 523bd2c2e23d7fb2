import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openLeavingClients } from '../../../src/service/pressure/leaving-clients.ts';
import { openSlowClients } from '../../../src/service/pressure/slow-clients.ts';
import { serveTcp } from '../../support/tcp-server.ts';
import { eventually, openWorld } from '../fixture.ts';

const { world } = openWorld();
const request = (): string => 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';
const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('slow clients', () => {
  it('are as many as asked for, ask again when nothing more comes, and are gone when the pressure is lifted', async () => {
    const asked = new Map<Socket, number>();
    await using server = await serveTcp((socket) => {
      asked.set(socket, 0);
      socket.on('data', () => {
        asked.set(socket, (asked.get(socket) ?? 0) + 1);
        socket.write(answer);
      });
    });
    const slow = openSlowClients({ clients: 3, bytesPerSecond: 1_024 }, server.url, request, world);
    await eventually(
      () => [...asked.values()],
      (counts) => counts.length === 3 && counts.every((count) => count >= 2),
    );
    expect([...asked.values()].every((count) => count >= 2)).toBe(true);
    expect({ open: server.open(), accepted: server.accepted() }).toEqual({ open: 3, accepted: 3 });
    await slow.lift();
    expect(
      await eventually(
        () => server.open(),
        (open) => open === 0,
      ),
    ).toBe(0);
    await delay(300);
    expect(server.accepted()).toBe(3);
  });

  it('keep a service from getting rid of a long answer', async () => {
    const sockets: Socket[] = [];
    await using server = await serveTcp((socket) => {
      sockets.push(socket);
      socket.once('data', () => void socket.write(Buffer.alloc(64 * 1_024 ** 2)));
    });
    await using _ = openSlowClients({ clients: 1, bytesPerSecond: 100 }, server.url, request, world);
    await eventually(
      () => sockets[0]?.bytesWritten ?? 0,
      (bytes) => bytes > 0,
    );
    await delay(1_000);
    expect(sockets[0]?.writableLength).toBeGreaterThan(0);
  });

  it('come again, but not at once, when the service closes on them', async () => {
    await using server = await serveTcp((socket) => void socket.end(answer));
    await using _ = openSlowClients({ clients: 2, bytesPerSecond: 10_000 }, server.url, request, world);
    await eventually(
      () => server.accepted(),
      (accepted) => accepted >= 4,
    );
    expect(server.accepted()).toBeGreaterThanOrEqual(4);
    expect(server.accepted()).toBeLessThan(20);
  });
});

describe('clients that leave', () => {
  it('come at their rate, ask, and leave without an answer; none is left when the pressure is lifted', async () => {
    let asked = 0;
    let left = 0;
    await using server = await serveTcp((socket) => {
      socket.once('data', () => {
        asked += 1;
      });
      socket.once('close', () => {
        left += 1;
      });
    });
    const beganMs = world.now();
    const leaving = openLeavingClients({ perSecond: 200, afterMs: 5 }, server.url, request, world);
    await eventually(
      () => left,
      (count) => count >= 40,
    );
    await leaving.lift();
    const mostDue = ((world.now() - beganMs) / 1_000) * 200 + 1;
    expect(left).toBeGreaterThanOrEqual(40);
    expect(asked).toBeGreaterThanOrEqual(40);
    expect(server.accepted()).toBeLessThanOrEqual(mostDue);
    expect(
      await eventually(
        () => server.open(),
        (open) => open === 0,
      ),
    ).toBe(0);
    const accepted = server.accepted();
    await delay(100);
    expect(server.accepted()).toBe(accepted);
  });

  it('do not mind that nobody is there', async () => {
    const gone = await serveTcp(() => undefined);
    await gone[Symbol.asyncDispose]();
    const leaving = openLeavingClients({ perSecond: 100, afterMs: 0 }, gone.url, request, world);
    const slow = openSlowClients({ clients: 2, bytesPerSecond: 10 }, gone.url, request, world);
    await delay(200);
    await Promise.all([leaving.lift(), slow.lift()]);
    expect(gone.accepted()).toBe(0);
  });
});
