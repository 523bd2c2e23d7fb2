import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchWaits, type WatchedWaits } from '../../src/phases/watch-waits.ts';
import { judgeConnections } from '../../src/property/connections.ts';
import type { WaitLimits } from '../../src/property/database-settings.ts';
import { readScenario } from '../../src/property/text.ts';
import { realWorld, type World } from '../../src/world.ts';
import { bundleEngine } from '../load/an-engine.ts';
import type { Bundle } from '../support/bundle.ts';
import { configOf, openStand } from './a-stand.ts';

let built: Bundle;
let world: World;
let upstream: Server;
beforeAll(async () => {
  built = await bundleEngine();
  world = realWorld(built.directory, new AbortController().signal);
  upstream = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  upstream.close();
  await built[Symbol.asyncDispose]();
});

const scenario = readScenario('u8 closed mix=query:1 think=0ms keys=100 d=300ms warm=0ms seed=7');

async function watch(environment: Record<string, string>, given: Partial<WaitLimits> = {}): Promise<WatchedWaits> {
  const address = upstream.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  const config = configOf('pooled', { query: { get: '/query', kind: 'pool' } }, '1..8', world, { UPSTREAM: port, ...environment });
  await using stand = await openStand(config, world);
  if (scenario.model === 'open') throw new Error('a closed scenario is needed');
  const limits = { ...config.property.database.limits, ...given };
  return await watchWaits(scenario, limits, stand.line.current().rig, world, () => undefined);
}

describe('a pool that is watched', () => {
  it('twice, when all is well', async () => {
    const { coordination, connections, loads } = await watch({});
    expect(coordination.kind).toBe('held');
    expect(connections).toMatchObject({ before: 4, rounds: [{ after: 4 }, { after: 4 }] });
    expect(loads).toBe(2);
  });

  it('forgets some who wait: they are lost, and no second load is needed', async () => {
    const { coordination, loads } = await watch({ MODE: 'loses', LOSES: '15' }, { maxMs: 400 });
    expect(coordination).toMatchObject({ kind: 'broken', limit: 0, unit: 'count' });
    expect(coordination.sentence).toMatch(/^\d+ of \d+ waits (?:was|were) never answered$/);
    expect(coordination.evidence.join('\n')).toMatch(/^lost: user \d+ asked for query at .* and had nothing .* later$/m);
    expect(loads).toBe(1);
  });

  it('leaks connections, though nobody waits too long: they grow from load to load', async () => {
    const { coordination, connections, loads } = await watch({ MODE: 'leaks' });
    expect(coordination.kind).toBe('held');
    expect(loads).toBeGreaterThanOrEqual(3);
    expect(connections === null ? null : judgeConnections(connections).kind).toBe('leaked');
  });

  it('is not taken for one that loses somebody where it is only slow in peace as well', async () => {
    const { coordination } = await watch({ HOLD: '700', SIZE: '20' }, { maxMs: 400 });
    expect(coordination).toMatchObject({ kind: 'inconclusive', measured: null, limit: null });
    expect(coordination.sentence).toMatch(/, but there were only 16$/);
  });

  it('is too small for what was asked', async () => {
    expect((await watch({ SIZE: '1' }, { meanMs: 5 })).coordination).toMatchObject({ kind: 'broken', limit: 5, unit: 'ms' });
    // The same pool, and time enough.
    expect((await watch({ SIZE: '1' }, { meanMs: 500 })).coordination.kind).toBe('held');
  });
});
