import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { shareBudget, type BudgetShares } from '../../src/load/budget.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Phase } from '../../src/model/run.ts';
import { checkConsistency } from '../../src/phases/consistency.ts';
import { readScenario, readSeek } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const counting = {
  add: { post: '/count/{{key}}', increments: '{{key}}', value: '$.count' },
  count: { get: '/count/{{key}}', reads: '{{key}}', value: '$.count', weight: 0 },
  other: { get: '/health' },
};
const caching = (staleness: string): Readonly<Record<string, unknown>> => ({
  put: { put: '/value/{{key}}', body: '{{uuid}}', writes: '{{key}}' },
  get: { get: '/value/{{key}}', reads: '{{key}}', value: '$.value', staleness },
});
const shares: BudgetShares = { ...shareBudget(20_000), consistencyMs: 1_400 };

interface Checked {
  readonly findings: readonly Finding[];
  readonly phases: readonly Phase[];
}

async function check(config: Config, given: BudgetShares = shares): Promise<Checked> {
  await using stand = await openStand(config, world);
  const findings = await checkConsistency(askedOf(config), given, stand.line.current(), stand.story, world);
  return { findings, phases: stand.story.phases };
}

const brokenIn = (findings: readonly Finding[]): readonly (Finding & { kind: 'broken' })[] =>
  findings.filter((finding) => finding.kind === 'broken');

describe('the check of consistency', () => {
  it('proves that updates are lost, finds the fewest users who lose one, and shows it again', async () => {
    const config = configOf('loses-updates', counting, '1..8', world);
    const { findings, phases } = await check(config);
    const lost = brokenIn(findings).find(({ id }) => id === 'consistency.lost-update');
    expect(lost?.sentence).toMatch(/^Lost /);
    expect(lost?.measured).toBeGreaterThan(0);
    expect(lost?.evidence.filter((line) => /^user \d+ (?:add|count): /.test(line)).length).toBeGreaterThanOrEqual(2);
    expect(lost?.evidence.at(-1)).toMatch(/^found by 8 users on 4 keys; 2 users on 1 key are enough, found in [345] loads more$/);
    expect(lost?.replay).toMatch(/^u2 closed mix=add:1,count:1 think=0ms keys=1 d=\d+ms warm=0ms seed=7 seek=consistency$/);
    expect(phases).toMatchObject([{ name: 'consistency', summary: expect.stringContaining('8 users on 4 keys · ') }]);

    const text = lost?.replay ?? '';
    const again = await replay(config, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);
    expect(again).toMatchObject({ kind: 'broken', id: expect.stringMatching(/^consistency\./) });
    expect(again.kind === 'broken' && again.replay).toContain('seek=consistency');
  });

  it('finds nothing wrong with its sound twin, and says what that rests on', async () => {
    const config = configOf('atomic-counter', counting, '1..8', world);
    const { findings, phases } = await check(config);
    expect(findings.map(({ id, kind }) => `${id} ${kind}`).toSorted()).toEqual([
      'consistency.linearizability held',
      'consistency.lost-update held',
      'consistency.stale-read held',
    ]);
    expect(phases[0]?.summary).toMatch(/^8 users on 4 keys · [\d\u2009]+ operations judged · held$/);
    const scenario = readScenario('u3 closed mix=add:1 think=0ms keys=1 d=200ms warm=0ms seed=7');
    expect(await replay(config, scenario, 'consistency', { options: [] }, world, () => undefined)).toMatchObject({ kind: 'held' });
  });

  it('tells a cache that is behind, which one user sees alone, unless it may be as old', async () => {
    const { findings } = await check(configOf('stale-cache', caching('0ms'), '1..4', world, { TTL: '200' }));
    const [stale] = brokenIn(findings);
    expect(stale?.id).toBe('consistency.stale-read');
    expect(stale?.evidence.at(-1)).toContain('1 user on 1 key is enough');
    expect(stale?.replay).toMatch(/^u1 closed mix=put:1,get:1 .* keys=1 .* seek=consistency$/);
    const allowed = await check(configOf('stale-cache', caching('5s'), '1..4', world, { TTL: '200' }));
    expect(brokenIn(allowed.findings)).toEqual([]);
    expect(allowed.findings.length).toBeGreaterThan(0);
  });

  it('is silent where nothing is declared to change anything, and says aloud what it could not judge', async () => {
    const sound = (operations: Record<string, unknown>): Config => configOf('atomic-counter', operations, '1..2', world);
    expect(await check(sound({ other: counting.other, count: counting.count }))).toEqual({ findings: [], phases: [] });
    const untold = await check(sound({ add: { post: '/count/{{key}}', increments: '{{key}}' } }));
    expect(untold).toMatchObject({ findings: [{ kind: 'inconclusive', measured: null }], phases: [] });
    expect(untold.findings[0]?.sentence).toContain('no answer tells what was changed');
    const hurried = await check(sound(counting), { ...shares, consistencyMs: 0 });
    expect(hurried).toMatchObject({ findings: [{ kind: 'inconclusive', measured: null }], phases: [] });
    const failing = await check(sound({ add: { ...counting.add, post: '/nothing/{{key}}' } }));
    expect(failing.findings).toMatchObject([{ kind: 'inconclusive', id: 'consistency.linearizability' }]);
  });
});
