import { expect, it } from 'vitest';
import { setUpService } from '../../src/service/set-up.ts';
import { startService } from '../../src/service/start.ts';
import { carriers, eventually, failureOf, openWorld, settingsFor } from './fixture.ts';
import { lives } from '../support/processes.ts';

async function pidsOf(url: string): Promise<readonly number[]> {
  const pids: unknown = await (await fetch(url)).json();
  return Array.isArray(pids) ? pids.map(Number) : [];
}

it('what ignores SIGTERM is killed after the grace', async () => {
  const service = await startService(settingsFor('ignores-sigterm', { stopMs: 200 }), openWorld().world);
  expect(await service.stop()).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  expect(service.output()).toContain('SIGTERM? no');
  expect(lives(service.pid ?? 0)).toBe(false);
});

it('children that outlive their parent go too: in its group, in a session of their own, and abandoned by their parent', async () => {
  const service = await startService(settingsFor('forks-children', { stopMs: 200 }), openWorld().world);
  const pids = await pidsOf(service.target.url);
  expect(pids.filter(lives)).toEqual(pids);
  expect(pids).toHaveLength(4);
  await service.stop();
  expect(pids.filter(lives)).toEqual([]);
});

it('what a dead service left behind goes too', async () => {
  const service = await startService(settingsFor('forks-children', { stopMs: 200 }), openWorld().world);
  const pids = await pidsOf(service.target.url);
  process.kill(service.pid ?? 0, 'SIGKILL');
  expect(await service.ended).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  expect(await service.stop()).toEqual({ kind: 'killed', signal: 'SIGKILL' });
  expect(pids.filter(lives)).toEqual([]);
});

it('stopping twice, at once or later, is stopping once', async () => {
  const service = await startService(settingsFor('healthy'), openWorld().world);
  const endings = await Promise.all([service.stop(), service.stop()]);
  endings.push(await service.stop());
  expect(endings).toEqual(Array.from({ length: 3 }, () => ({ kind: 'exited', code: 0 })));
});

it('an interrupt stops a service that runs', async () => {
  const { world, interrupt } = openWorld();
  const service = await startService(settingsFor('healthy'), world);
  interrupt();
  expect(await service.ended).toEqual({ kind: 'exited', code: 0 });
  await service.stop();
});

it('an interrupt stops one that is starting, and the start is rejected with its reason', async () => {
  const { world, interrupt } = openWorld();
  const starting = failureOf(
    startService(settingsFor('never-ready', { deadlineMs: 600_000, environment: { TEST: 'interrupt-1' } }), world),
  );
  await eventually(
    () => carriers('TEST=interrupt-1').length,
    (count) => count > 0,
  );
  interrupt();
  expect(await starting).toBe(world.interrupted.reason);
  expect(carriers('TEST=interrupt-1')).toEqual([]);
});

it('a start after an interrupt leaves nothing', async () => {
  const { world, interrupt } = openWorld();
  interrupt();
  expect(await failureOf(startService(settingsFor('healthy', { environment: { TEST: 'interrupt-2' } }), world))).toBe(
    world.interrupted.reason,
  );
  expect(carriers('TEST=interrupt-2')).toEqual([]);
});

it('set-up runs to its end in the same folder, without our secrets', async () => {
  const { world } = openWorld({ GITHUB_TOKEN: 'secret' });
  const line = 'test -z "$GITHUB_TOKEN" && test -f healthy.mjs && test "$GIVEN" = yes';
  await setUpService(settingsFor('healthy', { setup: { kind: 'shell', line }, environment: { GIVEN: 'yes' } }), world);
  await setUpService(settingsFor('healthy'), world);
});

it.each([
  ['fails', { kind: 'shell', line: 'echo no network >&2; exit 4' }, 'exited with status 4', 'no network'],
  ['is killed', { kind: 'shell', line: 'kill -9 $$' }, 'was killed by SIGKILL', 'printed nothing'],
  ['is not there', { kind: 'argv', argv: ['no-such-installer'] }, 'could not be started', 'no program "no-such-installer"'],
] as const)('a set-up that %s is a fault with its last words', async (_, setup, ending, words) => {
  const fault = await failureOf(setUpService(settingsFor('healthy', { setup }), openWorld().world));
  expect(fault).toMatchObject({ code: 'service.setup-failed', status: 3 });
  expect(fault.message).toContain(ending);
  expect(fault.message).toContain(words);
});

it('an interrupt stops a set-up, and what a set-up leaves running is ended', async () => {
  const { world, interrupt } = openWorld();
  const environment = { TEST: 'set-up-1' };
  await setUpService(settingsFor('healthy', { setup: { kind: 'shell', line: 'sleep 600 > /dev/null & exit 0' }, environment }), world);
  expect(carriers('TEST=set-up-1')).toEqual([]);
  const setting = failureOf(setUpService(settingsFor('healthy', { setup: { kind: 'shell', line: 'sleep 600' }, environment }), world));
  await eventually(
    () => carriers('TEST=set-up-1').length,
    (count) => count > 0,
  );
  interrupt();
  expect(await setting).toBe(world.interrupted.reason);
  expect(carriers('TEST=set-up-1')).toEqual([]);
});
