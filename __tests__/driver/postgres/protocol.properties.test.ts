import type { Socket } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readAddress } from '../../../src/driver/postgres/address.ts';
import { Pool } from '../../../src/driver/postgres/pool.ts';
import { serveTcp, type TcpServer } from '../../support/tcp-server.ts';
import { open, type Opened } from './opened.ts';

/** AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49]);

/** Lets everybody in, and hands over every message after that. */
function serve(answer: (socket: Socket) => void): Promise<TcpServer> {
  return serveTcp((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(welcome);
      socket.on('data', () => answer(socket));
    });
  });
}

const at = (server: TcpServer, timeoutMs: number): Opened =>
  open(`postgres://app:do-not-tell@127.0.0.1:${new URL(server.url).port}/shop`, [{ sql: ['SELECT 1'] }], { pool: 1 }, { timeoutMs });

const bytes = fc.uint8Array({ maxLength: 60 });
/** A message that says what it is and how long it is, rightly or not. */
const message = fc
  .tuple(fc.constantFrom(...Buffer.from('RZTDCEIN123tAnsGHWdcVvKS')), fc.option(fc.integer({ min: 0, max: 80 }), { nil: null }), bytes)
  .map(([kind, length, body]) => {
    const head = Buffer.from([kind, 0, 0, 0, 0]);
    head.writeUInt32BE(length ?? body.length + 4, 1);
    return Buffer.concat([head, body]);
  });

describe('whatever answers', () => {
  it('an operation ends once, as a failure or in order, and the next one has a connection of its own', async () => {
    let hostile: readonly Uint8Array[] = [];
    await using server = await serve((socket) => void socket.write(Buffer.concat(hostile)));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(bytes, message), { maxLength: 4 }), async (answer) => {
        hostile = answer;
        await using opened = at(server, 25);
        for (const outcome of [await opened.perform(0), await opened.perform(0)]) {
          expect(['ok', 'failed']).toContain(outcome.kind);
          if (outcome.kind === 'failed') expect(outcome.detail).toMatch(/^[^\n\r]{1,120}$/u);
        }
      }),
      { numRuns: 60 },
    );
    await expect.poll(() => server.open()).toBe(0);
  });

  it('in another protocol is no PostgreSQL server', async () => {
    await using server = await serveTcp(
      (socket) => void socket.once('data', () => socket.end('!HTTP/1.1 400 Bad Request\r\n\r\n')).on('error', () => undefined),
    );
    await using opened = at(server, 2_000);
    const outcome = await opened.perform(0);
    expect(outcome).toMatchObject({
      kind: 'failed',
      undone: true,
      detail: expect.stringMatching(/^no connection as app@127\.0\.0\.1:\d+\/shop: /) as unknown,
    });
    expect(JSON.stringify(outcome)).not.toContain('do-not-tell');
  });

  it('with garbage breaks the protocol', async () => {
    await using server = await serve((socket) => void socket.write(Buffer.from([0x40, 0, 0, 0, 4, 0x40, 0, 0, 0, 4])));
    await using opened = at(server, 2_000);
    expect(await opened.perform(0)).toMatchObject({
      kind: 'failed',
      error: 'protocol',
      detail: 'what came is not the protocol of PostgreSQL',
    });
  });

  it('with a row of 100 MB is given up after as many bytes as may be', async () => {
    const head = Buffer.from([0x44, 0x06, 0, 0, 0, 0, 1, 0x06, 0, 0, 0]);
    const piece = Buffer.alloc(1_000_000);
    await using server = await serve((socket) => {
      socket.write(head);
      for (let sent = 0; sent < 100; sent += 1) socket.write(piece);
    });
    await using opened = at(server, 5_000);
    const outcome = await opened.perform(0);
    expect(outcome).toMatchObject({ kind: 'failed', error: 'too-large' });
    expect(outcome.bytes).toBeLessThan(1_200_000);
  });

  it('with half a message ends at the deadline', async () => {
    await using server = await serve((socket) => void socket.write(Buffer.from([0x44, 0, 0, 0, 20, 0])));
    await using opened = at(server, 60);
    expect(await opened.perform(0)).toMatchObject({ kind: 'failed', error: 'timeout', detail: 'no complete answer within 60 ms' });
  });

  it('with nothing at all is not said to have closed what we have given up', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    const { hostname, port } = new URL(server.url);
    const address = readAddress(`postgres://app@${hostname}:${port}/shop`, Number(port));
    if (address === undefined) throw new Error('no address');
    const pool = new Pool(address, 1, 60);
    try {
      expect(await pool.ready(1)).toEqual({ error: 'timeout', detail: `no connection as app@127.0.0.1:${port}/shop within 60 ms` });
    } finally {
      await pool.close();
    }
  });

  it('with nothing at all leaves no connection, and says so', async () => {
    await using server = await serveTcp((socket) => void socket.resume());
    await using opened = at(server, 60);
    expect(await opened.perform(0)).toMatchObject({
      kind: 'failed',
      error: 'timeout',
      undone: true,
      detail: expect.stringMatching(/^no connection as app@.* within 60 ms$/) as unknown,
    });
    const last = opened.perform(0);
    await opened.driver.close();
    expect(await last).toMatchObject({ kind: 'failed', error: 'reset' });
    await expect.poll(() => server.open()).toBe(0);
  });
});
