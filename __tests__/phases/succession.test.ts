import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Succession } from '../../src/phases/succession.ts';
import type { World } from '../../src/world.ts';
import { readScenario } from '../../src/property/text.ts';
import { temporaryFolder } from '../support/cli.ts';
import { useWorld } from '../load/an-engine.ts';
import { configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

/** Ends the present process of a succession as the kernel would. */
async function kill(line: Succession): Promise<void> {
  const { service } = line.current().rig;
  process.kill(service.pid ?? 0, 'SIGKILL');
  await service.ended;
}

it("where no fresh process starts there is none any more, which is nobody's death, and why is told", async () => {
  await using folder = await temporaryFolder();
  const environment = { LOCK: join(folder.path, 'lock') };
  const config = configOf('leaves-lock', { work: { get: '/' } }, '1..2', world, environment);
  await using stand = await openStand(config, world);
  const { line, story } = stand;
  story.begin('sustained');
  await fetch(line.current().rig.service.target.url);
  expect(line.fate()).toBeNull();
  expect(await line.renew(true)).toBeNull();
  expect(line.fate()).toEqual({ kind: 'gone', during: 'sustained' });
  expect(line.failures()).toEqual([
    expect.stringContaining('another one runs already'),
    expect.stringContaining('another one runs already'),
  ]);
});

it('a process that is excused has no fate, the next one has, and what came before it counts', async () => {
  const config = configOf('healthy', { there: { get: '/there' } }, '1..2', world);
  await using stand = await openStand(config, world);
  const { line, story } = stand;
  story.begin('constraints');
  line.excuse();
  await kill(line);
  expect(line.fate()).toBeNull();
  expect(await line.renew(false)).not.toBeNull();
  expect(line.fate()).toBeNull();
  await kill(line);
  line.excuse();
  expect(line.fate()).toMatchObject({ kind: 'died', during: 'constraints' });
});

it('processes that die under a service that is excused count for nothing, however often it is', async () => {
  const config = configOf(
    'healthy',
    { there: { get: '/there' }, dies: { run: [process.execPath, '-e', 'process.abort()'] } },
    '1..1',
    world,
  );
  await using stand = await openStand(config, world);
  const { line } = stand;
  const load = async (): Promise<unknown> =>
    line.current().rig.run(readScenario('u1 closed mix=dies:1 think=0ms keys=1 d=500ms warm=0ms seed=1'), () => undefined);
  await load();
  const before = line.deaths();
  expect(before.lost).toBeGreaterThan(0);
  for (let time = 0; time < 2; time += 1) {
    line.excuse();
    await load();
  }
  expect(line.current().rig.deaths().lost).toBeGreaterThan(before.lost);
  expect(line.deaths()).toEqual(before);
});
