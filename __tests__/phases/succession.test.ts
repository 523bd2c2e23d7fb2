import { expect, it } from 'vitest';
import type { Succession } from '../../src/phases/succession.ts';
import type { World } from '../../src/world.ts';
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
