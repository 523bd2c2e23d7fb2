import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openEngine, type Engine } from '../../src/load/engine.ts';
import { nowhere } from '../../src/model/surroundings.ts';
import type { Act, History } from '../../src/model/history.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import { realWorld } from '../../src/world.ts';
import type { Bundle } from '../support/bundle.ts';
import { driverSettings } from '../support/driving.ts';
import { serveHttp } from '../support/http-server.ts';
import { openScenario, operation, scenario } from '../support/operations.ts';
import { serveStore, storeOperations } from './a-store.ts';
import { bundleEngine } from './an-engine.ts';

let built: Bundle;
beforeAll(async () => {
  built = await bundleEngine();
});
afterAll(async () => built[Symbol.asyncDispose]());

const open = (url: string, operations: readonly Operation[] = storeOperations, crew: number = 1): Promise<Engine> =>
  openEngine(
    { target: { url }, operations, driver: driverSettings({ timeoutMs: 400 }), surroundings: nowhere },
    realWorld(built.directory, new AbortController().signal),
    crew,
  );

interface Recorded {
  readonly history: History;
  readonly observation: Observation;
}

async function record(engine: Engine, asked: Scenario): Promise<Recorded> {
  const heard: History[] = [];
  const observation = await engine.run(asked, { onHistory: (told) => void heard.push(told) });
  const [history] = heard;
  if (history === undefined) throw new Error('no history came');
  return { history, observation };
}

const mix = { put: 2, get: 4, add: 2, swap: 3, list: 1 };
/** What was read without ever having been written. */
const phantoms = (acts: readonly Act[]): readonly Act[] => {
  const known = new Set<string | null>([null, ...written(acts)]);
  return acts.filter(({ deed }) => deed.kind === 'read' && !known.has(deed.value));
};
const written = (acts: readonly Act[]): readonly string[] =>
  acts.flatMap(({ deed }) => (deed.kind === 'write' || (deed.kind === 'compare-and-set' && deed.swapped !== false) ? [deed.value] : []));

describe('a load that is recorded', () => {
  it.each<[string, Scenario]>([
    ['closed', scenario({ users: 6, keys: 3, mix, thinkMs: 2 })],
    ['open', openScenario({ keys: 3, mix, arrivals: { pattern: 'constant', ratePerSecond: 400 }, connections: 8 })],
  ])('tells all that was done to keys, warm-up included, by one thread: %s', async (_, asked) => {
    await using server = await serveStore();
    await using engine = await open(server.url, storeOperations, 2);
    const { history, observation } = await record(engine, asked);
    const { acts, dropped } = history;
    expect(observation).toMatchObject({ ended: 'complete', total: { errors: 0 }, generator: { engines: 1 } });
    expect(dropped).toBe(0);
    expect(acts.filter((act) => act.operation !== 'swap')).toHaveLength(server.asked());
    expect(new Set(acts.map((act) => act.operation))).toEqual(new Set(['put', 'get', 'add', 'swap']));
    expect(new Set(acts.map(({ key }) => key))).toEqual(new Set(['1', '2', '3', 'count-1', 'count-2', 'count-3']));

    // Each user one at a time, and all in the order in which they were called.
    const free = new Map<number, number>();
    let calledAtMs = 0;
    for (const act of acts) {
      expect(act.calledAtMs).toBeGreaterThanOrEqual(Math.max(calledAtMs, free.get(act.user) ?? 0));
      expect(act.returnedAtMs).toBeGreaterThan(act.calledAtMs);
      ({ calledAtMs } = act);
      free.set(act.user, act.returnedAtMs);
    }

    // What is read was written, every value once; every count is told once.
    const values = written(acts);
    expect(new Set(values).size).toBe(values.length);
    expect(phantoms(acts)).toEqual([]);
    const counts = acts.flatMap(({ key, deed }) => (deed.kind === 'increment' ? [`${key} ${deed.after}`] : []));
    expect(new Set(counts).size).toBe(counts.length);

    // Some were first and some were not; who was had seen what stood there: no two took the same value's place.
    const swaps = acts.flatMap(({ key, deed }) => (deed.kind === 'compare-and-set' ? [{ key, ...deed }] : []));
    const ends = new Set(swaps.map(({ swapped }) => swapped));
    expect(ends.has(true)).toBe(true);
    // Where answers come at once, an open load may need no second connection, and one alone is always first.
    if (asked.model === 'closed') expect(ends.has(false)).toBe(true);
    const replaced = swaps.filter(({ swapped }) => swapped === true).map(({ key, expected }) => `${key} ${expected}`);
    expect(new Set(replaced).size).toBe(replaced.length);
  });

  it('does not know what came of writes that were never answered: they last forever, and their users go on under new numbers', async () => {
    await using server = await serveStore((method, key) => method === 'PUT' && key === '/2');
    await using engine = await open(server.url);
    const asked = scenario({ users: 3, keys: 3, mix: { put: 1, get: 3 }, thinkMs: 5, warmupMs: 0, durationMs: 900 });
    const { acts } = (await record(engine, asked)).history;
    const endless = acts.filter(({ returnedAtMs }) => returnedAtMs === Number.POSITIVE_INFINITY);
    expect(endless.length).toBeGreaterThan(1);
    for (const { key, deed, user, calledAtMs } of endless) {
      expect({ key, kind: deed.kind }).toEqual({ key: '2', kind: 'write' });
      expect(acts.some((act) => act.user === user && act.calledAtMs > calledAtMs)).toBe(false);
    }
    expect(acts.some(({ user, returnedAtMs }) => user >= 3 && returnedAtMs < Number.POSITIVE_INFINITY)).toBe(true);
    // They took effect all the same.
    expect(phantoms(acts)).toEqual([]);
  });

  it('does not know either what came of those that were cut off', async () => {
    await using server = await serveStore((method) => method === 'POST');
    await using engine = await open(server.url);
    const stop = new AbortController();
    const heard: History[] = [];
    const observation = await engine.run(scenario({ users: 4, mix: { add: 1 }, warmupMs: 0, durationMs: 600_000 }), {
      signal: stop.signal,
      onHistory: (told) => void heard.push(told),
      onProgress: ({ inFlight }) => inFlight === 4 && stop.abort(),
    });
    expect(observation.ended).toBe('stopped');
    const acts = heard.flatMap((history) => history.acts);
    expect(acts.filter(({ returnedAtMs }) => returnedAtMs === Number.POSITIVE_INFINITY).length).toBeGreaterThanOrEqual(4);
  });

  it('writes other values each time, and does the same to the same keys', async () => {
    await using server = await serveStore();
    await using engine = await open(server.url);
    const asked = scenario({ users: 1, keys: 5, mix: { put: 1 }, thinkMs: 10 });
    const [one, other] = [(await record(engine, asked)).history.acts, (await record(engine, asked)).history.acts];
    expect(new Set([...written(one), ...written(other)]).size).toBe(one.length + other.length);
    const keys = (acts: readonly Act[]): readonly string[] => acts.slice(0, 10).map(({ key }) => key);
    expect(one.length).toBeGreaterThan(10);
    expect(keys(other)).toEqual(keys(one));
  });

  it('is an empty history where nothing is done to any key', async () => {
    await using server = await serveStore();
    await using engine = await open(server.url);
    expect((await record(engine, scenario({ mix: { list: 1 } }))).history).toEqual({ acts: [], dropped: 0 });
  });
});

describe('a load whose answers are for nobody else', () => {
  const whoami: Operation = {
    ...operation('whoami', { headers: { 'x-user': 'user-{{user}}' } }),
    meaning: { isolates: { path: '$.user', token: null } },
  };

  it('tells in its observation who was shown what is whose, whoever carries it', async () => {
    let asked = 0;
    await using server = await serveHttp(async (request, response) => {
      const user = request.headers['x-user'];
      // Every third answer to one of them is another's, who belongs to the other engine.
      const isMixedUp = user === 'user-4' && (asked += 1) % 3 === 0;
      response.end(JSON.stringify({ user: isMixedUp ? 'user-1' : user }));
    });
    await using engine = await open(server.url, [whoami, operation('list')], 2);
    const { isolation } = await engine.run(scenario({ users: 6, mix: { whoami: 3, list: 1 }, thinkMs: 2 }));
    expect(asked).toBeGreaterThan(3);
    expect(isolation).toMatchObject({
      users: 6,
      tokens: 6,
      nameless: 0,
      renamed: 0,
      overlooked: 0,
      exposed: 1,
      leaks: Math.floor(asked / 3),
    });
    expect(isolation?.examples).toMatchObject([{ operation: 'whoami', asker: 4, owner: 1, token: 'user-1', place: 'named' }]);
  });

  it('says nothing of it where no such operation is asked for', async () => {
    await using server = await serveHttp(async (_, response) => void response.end('{}'));
    await using engine = await open(server.url, [whoami, operation('list')]);
    expect(await engine.run(scenario({ mix: { list: 1 } }))).not.toHaveProperty('isolation');
  });
});
