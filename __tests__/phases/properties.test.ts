import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decideConfig } from '../../src/config/decide.ts';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget } from '../../src/load/budget.ts';
import type { Asked } from '../../src/phases/asked.ts';
import { searchProperties } from '../../src/phases/properties.ts';
import { succeed } from '../../src/phases/succession.ts';
import { startService } from '../../src/service/start.ts';
import { beginStory } from '../../src/story.ts';
import { realWorld, type World } from '../../src/world.ts';
import { bundleEngine } from '../load/an-engine.ts';
import { observed, record } from '../load/an-observation.ts';
import type { Bundle } from '../support/bundle.ts';

let built: Bundle;
let world: World;
beforeAll(async () => {
  built = await bundleEngine();
  world = realWorld(built.directory, new AbortController().signal);
});
afterAll(async () => built[Symbol.asyncDispose]());

/** Every answer of this service takes longer than is allowed. */
function slowService(): Config {
  const text = JSON.stringify({
    service: {
      start: [process.execPath, 'stalls-upstream.mjs'],
      ready: '/health',
      environment: { SLEEP: '40' },
      directory: resolve('fixtures/services'),
    },
    operations: { there: { get: '/there' } },
    users: '1..2',
    properties: { stability: { p95: '20ms', mean: '20ms' } },
  });
  return decideConfig({
    file: { path: 'a test', text },
    flags: {},
    environment: world.environment,
    directory: world.directory,
    inActions: false,
  });
}

function askedOf(config: Config): Asked {
  return {
    config,
    seed: 7,
    path: '',
    source: { repository: '', commit: '', ref: '' },
    runner: { os: '', arch: '', cpuModel: '', cores: 1, memoryBytes: 1, node: '', image: '' },
    base: { kind: 'unasked' },
    examples: [],
    accepted: [],
    replayCommand: () => 'replay',
  };
}

describe('the search for a load that breaks a service', () => {
  it('confirms in three fresh processes of it, one after another, and goes on with the last', async () => {
    const config = slowService();
    const budgetMs = 60_000;
    const story = beginStory(budgetMs, world, () => undefined);
    await using line = await succeed(await startService(config.service, world), config, story, world);
    const firstPid = line.current().rig.service.pid;
    const steady = observed([record([])]);
    const explored = await searchProperties(askedOf(config), steady, { ...shareBudget(budgetMs), scenarioMs: 250 }, line, story, world);
    expect(explored?.finding).toMatchObject({ kind: 'broken', id: 'property.stability', replay: 'replay' });
    expect(explored?.finding.evidence.find((text) => text.startsWith('found at 1 user'))).toContain(
      '(broke in 4 of 4 measurements, each time again in a fresh process)',
    );
    expect(explored?.smallest).toMatchObject({ unit: 'users', least: 1 });
    expect(line.current().rig.service.pid).not.toBe(firstPid);
    expect(line.current().rig.service.ending()).toBeNull();
    expect(line.fate()).toBeNull();
    // What each of them used is on a page of its own.
    expect(line.resources().map(({ phase }) => phase)).toEqual(Array.from({ length: 4 }, () => 'properties'));
  });
});
