import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { looksAtSessions } from '../../src/phases/sessions.ts';
import { readScenario, readSeek } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import { realWorld, type World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { checkOnce } from './a-session-check.ts';
import { decided } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const echo = { echo: { request: { method: 'echo', params: { text: '{{uuid}}' } } } };
const note = { note: { request: { method: 'note', params: { text: '{{uuid}}' } } } };
/** No limit of time: a busy machine must not break them. */
const timeless = { drop: '100%', initialisation: '10m', command: '10m', wait: '10m', longest: '10m' };
/** One level alone. */
const one = { sessions: 3, levels: [], limit: 3 };
const program = resolve('fixtures/services/session.mjs');

/** The configuration of a program that holds a session over standard input and output. */
function talking(mode: string, sessions: Readonly<Record<string, unknown>>, operations: unknown = echo, board = ''): Config {
  return decided(
    {
      stdio: {
        command: [process.execPath, program],
        start: [{ request: { method: 'initialize' } }],
        environment: { MODE: mode, BOARD: board },
        deadline: '10s',
        grace: '2s',
      },
      operations,
      users: '1..2',
      properties: { sessions: { sessions: 3, levels: [2, 3], limit: 2, ...timeless, ...sessions } },
    },
    world,
  );
}

const again = (config: Config, text: string): ReturnType<typeof replay> =>
  replay(config, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);

describe('the look at sessions that are processes', () => {
  it('is taken unasked', () => {
    expect(looksAtSessions(talking('', {}))).toBe(true);
    expect(looksAtSessions(talking('', { enabled: false }))).toBe(false);
  });

  it('finds processes that begin, answer with their own secret, and are gone', async () => {
    const { findings, find } = await checkOnce(talking('', {}), world);
    expect(findings.filter(({ kind }) => kind === 'broken')).toEqual([]);
    expect(find('lifecycle')).toMatchObject({ kind: 'held', measured: 0 });
    expect(find('isolation')).toMatchObject({ kind: 'held', evidence: ["3 sessions got back the secret they had sent, and no other's"] });
    expect(find('coordination')).toMatchObject({ kind: 'held' });
    expect(find('concurrent')).toMatchObject({ kind: 'held', measured: 0 });
    expect(find('resources')).toMatchObject({ kind: 'held' });
    expect(find('resources').sentence).toMatch(/^A session takes up \d+.* MB of memory, \d+ descriptors, \d+ threads, .* % of a core$/);
    expect(find('cleanup')).toMatchObject({ kind: 'held', measured: 100 });
    expect(find('cleanup').evidence).toContain('3 sessions: processes 0 → 3 → 0, 100 % back');
  });

  it('sees what one left on a board that another reads', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'plimsoll-board-'));
    try {
      const { find } = await checkOnce(talking('board', one, note, join(directory, 'board')), world);
      expect(find('isolation')).toMatchObject({ kind: 'broken', limit: 0, unit: 'count' });
      expect(find('isolation').evidence[0]).toMatch(/^note: session \d was shown the secret of session \d, \d+ times$/);

      const isolation = find('isolation');
      const text = isolation.kind === 'broken' ? (isolation.replay ?? '') : '';
      expect(text).toMatch(/^u3 closed mix=note:1 think=0ms keys=100 d=\S+ warm=0ms seed=7 seek=sessions$/);
      expect(await again(talking('board', one, note, join(directory, 'other')), text)).toMatchObject({
        id: 'sessions.isolation',
        kind: 'broken',
        replay: expect.stringContaining('seek=sessions') as unknown,
      });
      expect(await again(talking('', one, echo), text.replace('note:1', 'echo:1'))).toMatchObject({
        id: 'sessions',
        kind: expect.not.stringMatching('broken') as unknown,
      });
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('proves, by looking twice, processes that live on', async () => {
    const orphans = await checkOnce(talking('orphans', one), world);
    expect(orphans.find('lifecycle')).toMatchObject({ kind: 'broken', limit: 0 });
    expect(orphans.find('lifecycle').sentence).toMatch(/\d+ processes of theirs lived on$/);
    expect(orphans.find('lifecycle').evidence).toContain('measured twice, broken both times');
  });

  it('proves descriptors that are too many, and looks again only at what that rests on', async () => {
    const greedy = await checkOnce(talking('greedy', { ...one, descriptors: 60 }), world);
    expect(greedy.find('resources')).toMatchObject({ kind: 'broken', limit: 60, unit: 'count' });
    expect(greedy.searches[0]?.spread[1]).toMatch(/^looked at again: 3 at once; /);
  });

  it('leaves none of them when it is interrupted in the middle', async () => {
    const stop = new AbortController();
    const mark = `board-${process.pid}-${Math.random()}`;
    const config = talking('', { sessions: 3, levels: [], limit: 3 }, echo, mark);
    const running = checkOnce(config, realWorld(world.bundles, stop.signal));
    running.catch(() => undefined);
    const untilMs = performance.now() + 20_000;
    while (carrying(mark) < 3 && performance.now() < untilMs) await new Promise((go) => setTimeout(go, 20));
    expect(carrying(mark)).toBe(3);
    stop.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    expect(carrying(mark)).toBe(0);
  });
});

/** Processes with this in their environment. */
function carrying(mark: string): number {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && environmentOf(name).includes(`BOARD=${mark}\0`)).length;
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}
