import { describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { referenceScenario } from '../../src/load/reference.ts';
import type { Finding } from '../../src/model/finding.ts';
import { checkIsolation } from '../../src/phases/isolation.ts';
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
  whoami: { get: '/me', headers: { 'x-user': 'user-{{user}}' }, isolates: { value: '$.user', token: 'user-{{user}}' } },
  other: { get: '/health', weight: 3 },
};

/** Under a load of all users; without a process to ask further where `isGone`. */
async function check(config: Config, isGone: boolean = false): Promise<Finding | null> {
  await using stand = await openStand(config, world);
  const current = stand.line.current();
  const scenario = referenceScenario(config.load, config.operations, { warmupMs: 0, durationMs: 600 }, 7);
  const { observation } = await current.rig.run(scenario, () => undefined);
  const seen = observation.isolation === undefined ? [] : [observation.isolation];
  return await checkIsolation(seen, observation, askedOf(config), isGone ? null : current, stand.story, world);
}

describe('the check of isolation', () => {
  it('tells who was shown whose, finds the fewest users to whom that happens, and shows it again', async () => {
    const config = configOf('leaks-session', operations, '1..8', world);
    const finding = await check(config);
    expect(finding).toMatchObject({ id: 'isolation', kind: 'broken' });
    expect(finding?.evidence.at(-1)).toMatch(/^found by 8 users; 2 users are enough, found in 2 loads more$/);
    const text = finding?.kind === 'broken' ? (finding.replay ?? '') : '';
    expect(text).toMatch(/^u2 closed mix=whoami:1 think=0ms keys=100 d=\d+ms warm=0ms seed=7 seek=isolation$/);
    const again = await replay(config, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);
    expect(again).toMatchObject({ id: 'isolation', kind: 'broken' });
  });

  it('gives the reference load to run again where no process is left to ask', async () => {
    const finding = await check(configOf('leaks-session', operations, '1..8', world), true);
    expect(finding?.kind === 'broken' && finding.replay).toMatch(
      /^u8 closed mix=whoami:1,other:3 .* d=600ms warm=0ms seed=7 seek=isolation$/,
    );
  });

  it('holds where each is shown its own, and says nothing where nobody declared whose answers are', async () => {
    const config = configOf('leaks-session', operations, '1..8', world, { SOUND: '1' });
    expect(await check(config)).toMatchObject({ id: 'isolation', kind: 'held' });
    const scenario = readScenario('u4 closed mix=whoami:1 think=0ms keys=1 d=100ms warm=0ms seed=7');
    expect(await replay(config, scenario, 'isolation', { options: [] }, world, () => undefined)).toMatchObject({ kind: 'held' });
    expect(await check(configOf('leaks-session', { other: operations.other }, '1..8', world))).toBeNull();
  });
});
