import { describe, expect, it } from 'vitest';
import type { SessionStage } from '../../src/model/sessions.ts';
import type { World } from '../../src/world.ts';
import { serveHttp } from '../support/http-server.ts';
import { scenario } from '../support/operations.ts';
import { openAt, useWorld } from './an-engine.ts';

let world: World;
useWorld((given) => (world = given));

const quiet = new AbortController().signal;

function stage(given: Partial<SessionStage> = {}): SessionStage {
  const sessions = given.sessions ?? [0, 1, 2];
  return {
    sessions,
    limit: sessions.length,
    scenario: scenario({ users: sessions.length, mix: { add: 1 } }),
    operations: 4,
    durationMs: 2_000,
    burst: 1,
    end: false,
    patienceMs: 5_000,
    ...given,
  };
}

/** A server that repeats what it is sent, or what somebody else sent before. */
async function serve(mixesUp = false) {
  const connections = new Set<number | undefined>();
  let before = '';
  const server = await serveHttp(async (request, response) => {
    connections.add(request.socket.remotePort);
    let text = '';
    for await (const chunk of request) text += String(chunk);
    response.end(mixesUp ? before : text);
    before = text;
  });
  return { server, connections };
}

describe('sessions that stand until they end', () => {
  it('have a connection each, which is used again by the next stage and gone with the end', async () => {
    const { server, connections } = await serve();
    await using _ = server;
    await using engine = await openAt(server.url, world.bundles);
    const begun = await engine.hold(stage(), quiet);
    expect(begun.sessions.map(({ session, answers, placedAtMs }) => [session, answers, placedAtMs !== null])).toEqual([
      [0, 4, true],
      [1, 4, true],
      [2, 4, true],
    ]);
    expect(begun.sessions.every(({ endMs, callsMs, failure }) => endMs === null && callsMs.length === 4 && failure === null)).toBe(true);
    await engine.hold(stage(), quiet);
    expect(connections.size).toBe(3);
    const ended = await engine.hold(stage({ operations: 0, end: true }), quiet);
    expect(ended.sessions.every(({ endMs, answers }) => endMs !== null && answers === 0)).toBe(true);
    await engine.hold(stage({ sessions: [1] }), quiet);
    expect(connections.size).toBe(4);
    await engine.rest();
    await engine.hold(stage({ sessions: [1] }), quiet);
    expect(connections.size).toBe(5);
  });

  it('get back their own secret and nobody else’s; one that is told another’s is seen', async () => {
    const right = await serve();
    await using _ = right.server;
    await using engine = await openAt(right.server.url, world.bundles);
    const seen = await engine.hold(stage(), quiet);
    expect(seen.sessions.map(({ searched, ownSecrets }) => [searched, ownSecrets])).toEqual([
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
    expect(seen).toMatchObject({ leaks: 0, secrets: [], identities: null });

    const wrong = await serve(true);
    await using second = wrong.server;
    await using other = await openAt(second.url, world.bundles);
    const mixed = await other.hold(stage(), quiet);
    expect(mixed.leaks).toBeGreaterThan(0);
    expect(mixed.secrets[0]).toMatchObject({ operation: 'add' });
  });

  it('wait for a place where there are fewer, in the order they asked, and all are served', async () => {
    const { server } = await serve();
    await using _ = server;
    await using engine = await openAt(server.url, world.bundles);
    const { sessions } = await engine.hold(stage({ sessions: [0, 1, 2, 3, 4, 5], limit: 2, end: true }), quiet);
    const placed = sessions.map(({ placedAtMs }) => placedAtMs ?? Number.NaN);
    expect(placed).toEqual(placed.toSorted((one, other) => one - other));
    expect(sessions.every(({ answers, endMs }) => answers === 4 && endMs !== null)).toBe(true);
    // The third one's place is that of one of the first two.
    expect(placed[2]).toBeGreaterThan(Math.min(...sessions.slice(0, 2).map(({ lastAtMs }) => lastAtMs ?? Number.NaN)));
  });

  it('that get no place in time are told as such, and nothing waits for them', async () => {
    const { server } = await serve();
    await using _ = server;
    await using engine = await openAt(server.url, world.bundles);
    const { sessions } = await engine.hold(stage({ sessions: [0, 1], limit: 1, patienceMs: 100 }), quiet);
    expect(sessions.map(({ placedAtMs, answers }) => [placedAtMs === null, answers])).toEqual([
      [false, 4],
      [true, 0],
    ]);
  });

  it('tell their failures', async () => {
    await using server = await serveHttp(async (_, response) => void response.writeHead(500).end('no'));
    await using engine = await openAt(server.url, world.bundles);
    const failed = await engine.hold(stage(), quiet);
    expect(failed.sessions[0]).toMatchObject({ answers: 0, errorKinds: { status: 4 }, answeredAtMs: null });
    expect(failed.sessions[0]?.failure).toContain('500');
  });

  it('that are stopped wait for no answer, and those that still wait for a place get none', async () => {
    await using server = await serveHttp(async () => undefined);
    await using engine = await openAt(server.url, world.bundles);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const stopped = await engine.hold(stage({ limit: 2 }), stop.signal);
    expect(stopped.sessions.map(({ errorKinds, placedAtMs }) => [errorKinds, placedAtMs !== null])).toEqual([
      [{ reset: 1 }, true],
      [{ reset: 1 }, true],
      [{}, false],
    ]);
  });
});
