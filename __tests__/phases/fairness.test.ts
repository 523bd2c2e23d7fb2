import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget } from '../../src/load/budget.ts';
import { referenceScenario } from '../../src/load/reference.ts';
import type { Phase } from '../../src/model/run.ts';
import { checkFairness, type FairnessSeen } from '../../src/phases/fairness.ts';
import { readScenario, readSeek } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const operations = {
  read: { get: '/page', weight: 4 },
  write: { post: '/page' },
  me: { get: '/me' },
  slow: { get: '/slow' },
};
const sound = { SOUND: '1' };

interface Checked extends FairnessSeen {
  readonly phases: readonly Phase[];
}

/** After a reference load of all users. */
async function check(config: Config, fairnessMs: number): Promise<Checked> {
  await using stand = await openStand(config, world);
  const current = stand.line.current();
  const scenario = referenceScenario(config.load, config.operations, { warmupMs: 200, durationMs: 1_500 }, 7);
  const { observation: steady } = await current.rig.run(scenario, () => undefined);
  const shares = { ...shareBudget(20_000), fairnessMs };
  const seen = await checkFairness({ steady, calm: [], alone: [] }, askedOf(config), shares, current, stand.story, world);
  return { ...seen, phases: stand.story.phases };
}

const again = (config: Config, text: string): ReturnType<typeof replay> =>
  replay(config, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);

describe('the check of fairness', () => {
  it('tells which operation is starved, finds the fewest users who starve it, and shows it again', { timeout: 60_000 }, async () => {
    const { slow: _, ...quick } = operations;
    const config = configOf('starves-writers', quick, '1..20', world);
    const { findings, searches, phases } = await check(config, 2_000);
    const [starvation, mixed] = findings;
    expect(starvation).toMatchObject({ id: 'fairness.starvation', kind: 'broken', limit: 20, unit: '%' });
    expect(starvation?.sentence).toMatch(
      /^`write` is starved by other operations: it gets [\d.]+ % of the service that the middle operation gets$/,
    );
    expect(starvation?.measured).toBeLessThan(20);
    const told = starvation?.evidence.join('\n');
    expect(told).toMatch(/Jain's index of fairness between operations: 0\.\d\d/);
    expect(told).toContain('measured again: the same in 2 of 2 loads');
    expect(told).toMatch(/found by 20 users; (?:\d+ users are enough, found in|in) \d+ loads? /);
    expect(mixed).toMatchObject({ id: 'property.mixed', kind: 'broken' });
    expect(searches).toMatchObject([{ property: 'property.mixed', scenarios: 1, seed: 7, path: '' }]);
    expect(phases).toMatchObject([{ name: 'fairness', summary: '20 users in 1 mix · broken' }]);

    const text = starvation?.kind === 'broken' ? (starvation.replay ?? '') : '';
    expect(text).toMatch(/^u\d+ closed mix=read:4,write:1,me:1 think=0ms keys=100 d=\S+ warm=200ms seed=7 seek=fairness$/);
    expect(await again(config, text)).toMatchObject({
      id: 'fairness.starvation',
      kind: 'broken',
      replay: expect.stringContaining('seek=fairness'),
    });
    // What shows it is the service, not the load.
    expect(await again(configOf('starves-writers', quick, '1..20', world, sound), text)).toMatchObject({ kind: 'held' });
  });

  it('finds nothing wrong with its sound twin, in several mixes', { timeout: 30_000 }, async () => {
    const { findings, searches, phases } = await check(configOf('starves-writers', operations, '1..20', world, sound), 3_500);
    expect(findings.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['fairness.starvation held', 'property.mixed held']);
    expect(findings[1]?.sentence).toMatch(/^No kind of operation starves others in any of [2-9] mixes: the worst gets [\d.]+ % of/);
    expect(searches[0]?.scenarios).toBeGreaterThan(1);
    expect(searches[0]?.spread.join('\n')).toMatch(/users: 20 ×\d\nmixes: as configured, all alike/);
    expect(phases[0]?.summary).toMatch(/^20 users in [2-9] mixes · held$/);
  });

  it('says of one operation only whether users are served alike, and nothing where nobody can tell', async () => {
    const config = configOf('starves-writers', { me: operations.me }, '1..4', world);
    const { findings, searches } = await check(config, 1_000);
    expect(findings).toMatchObject([{ id: 'fairness.starvation', kind: 'held' }]);
    expect(findings[0]?.evidence.join('\n')).toMatch(/^operations for each user: /m);
    expect(searches).toEqual([]);
    expect((await check(configOf('starves-writers', operations, '1..1', world), 1_000)).findings).toEqual([]);
  });

  it('says aloud that there was no time for it', async () => {
    const { findings, phases } = await check(configOf('starves-writers', operations, '1..4', world), 0);
    expect(findings).toMatchObject([
      { id: 'fairness.starvation', kind: 'inconclusive', measured: null, limit: null },
      { id: 'property.mixed', kind: 'inconclusive', measured: null, limit: null },
    ]);
    expect(phases).toEqual([]);
  });
});
