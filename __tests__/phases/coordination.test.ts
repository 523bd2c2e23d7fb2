import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareBudget, type BudgetShares } from '../../src/load/budget.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Phase } from '../../src/model/run.ts';
import { checkCoordination, type WaitsJudged } from '../../src/phases/coordination.ts';
import { readScenario, readSeek } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import { realWorld, type World } from '../../src/world.ts';
import { bundleEngine } from '../load/an-engine.ts';
import type { Bundle } from '../support/bundle.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let built: Bundle;
let world: World;
let upstream: Server;
let port = '';
beforeAll(async () => {
  built = await bundleEngine();
  world = realWorld(built.directory, new AbortController().signal);
  upstream = createServer((socket) => socket.on('error', () => undefined).resume());
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const address = upstream.address();
  port = String(typeof address === 'object' ? address?.port : '');
});
afterAll(async () => {
  upstream.close();
  await built[Symbol.asyncDispose]();
});

const querying = { query: { get: '/query', kind: 'pool' }, other: { get: '/health' } };
const shares: BudgetShares = { ...shareBudget(20_000), coordinationMs: 800 };

interface Checked extends WaitsJudged {
  readonly phases: readonly Phase[];
  readonly coordination: Finding;
  readonly database: Finding;
}

const configured = (environment: Record<string, string>, database: unknown = true, users = '1..12') =>
  configOf('pooled', querying, users, world, { UPSTREAM: port, ...environment }, { database });

async function check(
  environment: Record<string, string>,
  database: unknown = true,
  given: BudgetShares = shares,
  known: readonly Finding[] = [],
): Promise<Checked> {
  const config = configured(environment, database);
  await using stand = await openStand(config, world);
  const judged = await checkCoordination(known, askedOf(config), given, stand.line, stand.story, world);
  const find = (id: string): Finding => judged.findings.find((finding) => finding.id === id) ?? missing(id);
  return { ...judged, phases: stand.story.phases, coordination: find('coordination'), database: find('property.database') };
}

function missing(id: string): never {
  throw new Error(`no finding ${id}`);
}

describe('the check of waiting', () => {
  it('finds nothing wrong with a pool that serves in the order of asking, and says what that rests on', async () => {
    const { coordination, database, searches, phases } = await check({});
    expect(coordination).toMatchObject({ kind: 'held', limit: 2_000, unit: 'ms' });
    expect(coordination.sentence).toMatch(/^All \d+ waits had an end: /);
    expect(database).toMatchObject({ kind: 'held', sentence: 'Waits are bounded, none is lost and no connection leaks' });
    expect(database.evidence).toContain('connections to others: 4 before, 4, 4 when all was quiet after each load, at most 4 seen');
    expect(searches).toMatchObject([{ property: 'property.database', scenarios: 2, seed: 7 }]);
    expect(searches[0]?.spread[0]).toMatch(/^2 loads of \d+ ms by 12 users of query, after one user alone$/);
    expect(phases).toMatchObject([{ name: 'coordination', summary: '12 users in 2 loads · coordination held, property.database held' }]);
  });

  it('tells one that serves first who came last, with the fewest users who show it, and shows it again', async () => {
    const { coordination, database } = await check({ MODE: 'lifo' }, { longest: '5s' });
    expect(coordination).toMatchObject({ kind: 'broken', unit: '%', limit: 10 });
    expect(coordination.sentence).toMatch(/^Who came first was not served first: /);
    expect(coordination.evidence.join('\n')).toMatch(/measured twice, broken both times\nfound by 12 users; /);
    expect(database).toMatchObject({ kind: 'broken', toldBy: 'coordination' });
    expect(coordination.kind === 'broken' && coordination.replay).toMatch(/^u\d+ closed mix=query:1 .* seek=coordination$/);

    const text = coordination.kind === 'broken' ? (coordination.replay ?? '') : '';
    const given = configured({ MODE: 'lifo' });
    const again = await replay(given, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);
    expect(again).toMatchObject({ kind: 'broken', id: 'coordination' });
  });

  it('is silent where nothing waits or nobody asks, and says aloud what it could not judge', async () => {
    const config = configOf('pooled', { other: { get: '/health' } }, '1..2', world);
    await using stand = await openStand(config, world);
    const look = async (given: typeof config, from: BudgetShares): Promise<WaitsJudged> =>
      checkCoordination([], askedOf(given), from, stand.line, stand.story, world);
    expect(await look(config, shares)).toEqual({ findings: [], searches: [] });
    expect(await look(configured({}, false), shares)).toEqual({ findings: [], searches: [] });
    expect(await look(configured({}), { ...shares, coordinationMs: 0 })).toMatchObject({
      findings: [
        { id: 'coordination', kind: 'inconclusive', measured: null, limit: null },
        { id: 'property.database', kind: 'inconclusive', measured: null, limit: null },
      ],
      searches: [],
    });
    expect(stand.story.phases).toEqual([]);
  });
});
