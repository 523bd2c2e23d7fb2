import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget } from '../../src/load/budget.ts';
import { referenceScenario } from '../../src/load/reference.ts';
import type { Phase, PhaseResources } from '../../src/model/run.ts';
import { measureScaling, type Scaled } from '../../src/phases/scaling.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const operations = { there: { get: '/there' } };

interface Measured {
  readonly scaled: Scaled;
  readonly phases: readonly Phase[];
  readonly resources: readonly PhaseResources[];
}

/** `meanMs` is what the reference load is said to have taken, by which visits are planned: a busy machine measures something else. */
async function scale(config: Config, scalingMs: number, meanMs?: number): Promise<Measured> {
  await using stand = await openStand(config, world);
  const { line, story } = stand;
  const load = referenceScenario(config.load, config.operations, { warmupMs: 0, durationMs: 100 }, 7);
  const { observation } = await line.current().rig.run(load, () => undefined);
  const shares = { ...shareBudget(20_000), scalingMs };
  const { total } = observation;
  const mean = meanMs ?? total.responseMs.mean;
  const steady = { ...observation, total: { ...total, responseMs: { ...total.responseMs, mean } } };
  const scaled = await measureScaling(askedOf(config), shares, steady, line.current(), story, world);
  return { scaled, phases: story.phases, resources: line.resources() };
}

describe('the look how throughput grows', () => {
  it('visits levels of users by turns and says what they show, at as many users as are asked for', async () => {
    const config = configOf('stalls-upstream', operations, '1..8', world, { SLEEP: '10' });
    const { scaled, phases, resources } = await scale(config, 3_000, 12);
    const { levels, finding, metrics } = scaled;
    expect(levels.map(({ users }) => users).toSorted((a, b) => a - b)).toEqual([1, 1, 3, 3, 8, 8]);
    for (const level of levels)
      expect(level).toMatchObject({ errorsPercent: 0, rssBytes: expect.any(Number), cpuMsPerOperation: expect.any(Number) });
    const rateOf = (users: number): number =>
      Math.max(...levels.filter((level) => level.users === users).map(({ ratePerSecond }) => ratePerSecond));
    expect(rateOf(8)).toBeGreaterThan(2 * rateOf(1));
    expect(finding).toMatchObject({ id: 'scaling', limit: 20 });
    expect(finding?.kind).not.toBe('broken');
    expect(finding?.evidence).toContain('capacity at p95 < 500 ms: > 8 users (not measured)');
    expect(metrics.map(({ name }) => name)).toEqual(['scaling-throughput', 'scaling-p95']);
    expect(phases).toMatchObject([{ name: 'scaling', summary: expect.stringMatching(/^3 numbers of users up to 8 in 6 visits · /) }]);
    expect(resources.map(({ phase }) => phase)).toEqual(['scaling']);
  });

  it('tells a service that does less the more is asked of it', async () => {
    const { scaled } = await scale(configOf('retrograde', operations, '1..8', world), 8_000);
    expect(scaled.finding).toMatchObject({ id: 'scaling', kind: 'broken' });
    expect(scaled.finding?.measured).toBeGreaterThan(20);
  });

  it('looks at nothing where there are too few users, and says aloud when there is too little time', async () => {
    const few = await scale(configOf('healthy', operations, '1..2', world), 10_000);
    expect(few.scaled).toEqual({ levels: [], finding: null, metrics: [], isolation: [], calm: [] });
    const hurried = await scale(configOf('healthy', operations, '1..8', world), 0);
    expect(hurried.scaled).toMatchObject({ levels: [], finding: { id: 'scaling', kind: 'inconclusive', measured: null }, metrics: [] });
    expect(hurried.phases).toEqual([]);
  });

  it('leaves a service that dies meanwhile to whoever tells of that', async () => {
    const { scaled, phases } = await scale(configOf('crashes', operations, '1..8', world, { AFTER: '2000', HOW: 'kill' }), 6_000);
    expect(scaled).toMatchObject({ finding: null, metrics: [] });
    expect(phases).toMatchObject([{ name: 'scaling', summary: expect.stringContaining('answered no more') }]);
  });

  it('tells whose data was shown meanwhile', async () => {
    const whoami = { get: '/me', headers: { 'x-user': 'user-{{user}}' }, isolates: { value: '$.user', token: 'user-{{user}}' } };
    const config = configOf('leaks-session', { whoami }, '1..3', world);
    const { scaled } = await scale(config, 2_500);
    expect(scaled.isolation.length).toBe(scaled.levels.length);
    expect(scaled.isolation.some(({ leaks }) => leaks > 0)).toBe(true);
  });
});
