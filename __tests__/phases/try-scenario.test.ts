import { describe, expect, it } from 'vitest';
import { tryScenario } from '../../src/phases/try-scenario.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { openScenario, scenario } from '../support/operations.ts';
import { configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const nothing = (): void => undefined;

describe('trying a scenario', () => {
  it('lets clients come and leave beside its users, who wait for what these left behind, and counts only the users', async () => {
    // One piece of work after another, 5 ms each: who leaves brings half as much again as it can do.
    const config = configOf('keeps-abandoned-work', { list: { get: '/list' } }, '1..2', world, { WORK: '5' });
    await using opened = await openStand(config, world);
    const { rig } = opened.line.current();
    const quiet = await tryScenario(scenario({ durationMs: 500 }), rig, config, nothing, world);
    const crowded = await tryScenario(scenario({ durationMs: 500, abandon: { perSecond: 300, afterMs: 1 } }), rig, config, nothing, world);
    for (const { observation, crashed } of [quiet, crowded]) {
      expect(observation.total.errors).toBe(0);
      expect(crashed).toBeNull();
    }
    expect(crowded.observation.total.requests).toBeLessThan(quiet.observation.total.requests);
    expect(crowded.observation.total.responseMs.mean).toBeGreaterThan(3 * (quiet.observation.total.responseMs.mean ?? 0));
  });

  it('drives an open load as it is, with skewed keys and payloads', async () => {
    const operations = { add: { post: '/{{key}}', json: { blob: '{{payload}}' } } };
    const config = configOf('healthy', operations, '1..2', world);
    await using opened = await openStand(config, world);
    const asked = openScenario({ mix: { add: 1 }, keys: 9, skew: 1.5, payloadBytes: 20_000 });
    const { observation } = await tryScenario(asked, opened.line.current().rig, config, nothing, world);
    expect(observation.scenario).toEqual(asked);
    expect(observation.total.requests).toBe(30);
    expect(observation.total.errors).toBe(0);
  });
});
