import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget } from '../../src/load/budget.ts';
import { searchProperties } from '../../src/phases/properties.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { observed, record } from '../load/an-observation.ts';
import { askedOf, decided, openStand, serviceOf } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

/** Every answer of this service takes longer than is allowed. */
function slowService(): Config {
  const service = serviceOf(['stalls-upstream.mjs'], { SLEEP: '40' });
  const properties = { stability: { p95: '20ms', mean: '20ms' } };
  return decided({ service, operations: { there: { get: '/there' } }, users: '1..2', properties }, world);
}

describe('the search for a load that breaks a service', () => {
  it('confirms in three fresh processes of it, one after another, and goes on with the last', async () => {
    const config = slowService();
    const budgetMs = 60_000;
    await using stand = await openStand(config, world);
    const { line, story } = stand;
    const firstPid = line.current().rig.service.pid;
    const steady = observed([record([])]);
    const explored = await searchProperties(askedOf(config), steady, { ...shareBudget(budgetMs), scenarioMs: 250 }, line, story, world);
    expect(explored?.finding).toMatchObject({ kind: 'broken', id: 'property.stability', replay: expect.stringMatching(/^u1 closed /) });
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
