import { describe, expect, it } from 'vitest';

import type { Config } from '../src/config/schema.ts';
import { nameHang } from '../src/diagnose/hang/name-hang.ts';
import { referenceScenario } from '../src/load/reference.ts';
import type { Scenario } from '../src/model/scenario.ts';
import { openRig } from '../src/first-rig.ts';
import { findFreePort } from '../src/service/port.ts';
import type { World } from '../src/world.ts';
import { useWorld } from './load/an-engine.ts';
import { decided, serviceOf } from './phases/a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

/** A configuration that starts one of the fixtures. */
function configOf(file: string, environment: Readonly<Record<string, string>> = {}, words: readonly string[] = []): Config {
  const operations = { there: { get: '/there' }, back: { get: '/back' } };
  return decided({ service: serviceOf([...words, file], environment), operations, users: '1..8' }, world);
}

function loadOf({ load, operations }: Config, durationMs: number): Scenario {
  return referenceScenario(load, operations, { warmupMs: 200, durationMs }, 7);
}

describe('a rig', () => {
  it('ends the load of a service that got stuck, and knows from then on that it is: no stuck operation is counted', async () => {
    const config = configOf('hang-abba.mjs', { AFTER: '50' });
    await using rig = await openRig(config, world);
    const { observation, hang } = await rig.run(loadOf(config, 60_000), () => undefined);
    expect(hang === null ? null : nameHang(hang)).toEqual({ kind: 'deadlock', how: 'locked' });
    expect(hang).toMatchObject({ left: 8, drained: 0, probe: { path: '/health', answeredMs: expect.any(Number) } });
    expect(rig.hang()).toBe(hang);
    expect(observation).toMatchObject({ ended: 'stopped', total: { errors: 0 } });
    expect(rig.slow()).toBeNull();
  });

  it('waits for a service that is only slow, and tells that it was', async () => {
    const config = configOf('stalls-upstream.mjs', { SLEEP: '6500' });
    await using rig = await openRig(config, world);
    const { observation, hang } = await rig.run(loadOf(config, 1_000), () => undefined);
    expect({ hang, ended: observation.ended, errors: observation.total.errors }).toEqual({ hang: null, ended: 'complete', errors: 0 });
    expect(observation.total.requests).toBe(8);
    expect(rig.hang()).toBeNull();
    expect(rig.slow()).toMatchObject({ left: 0, drained: 8 });
  });

  it('does not stand where a server that a driver speaks to lets nobody in, and says which key of the configuration is to be looked at', async () => {
    const given = {
      service: { ...serviceOf(['healthy.mjs'], {}), deadline: '2s' },
      redis: { url: `redis://:do-not-tell@127.0.0.1:${await findFreePort()}` },
      operations: { there: { get: '/there' }, ping: { redis: 'PING' } },
      users: 2,
    };
    await expect(openRig(decided(given, world), world)).rejects.toMatchObject({
      code: 'server.unreached',
      status: 3,
      message: expect.stringMatching(
        /^Could not connect to Redis at 127\.0\.0\.1:\d+: no connection \(ECONNREFUSED\)\. Check host and port in redis\.url/,
      ) as string,
    });
  });

  it('does not take the death of a service for a hang', async () => {
    const config = configOf('crashes.mjs', { HOW: 'kill' });
    await using rig = await openRig(config, world);
    const trial = await rig.tryScenario(loadOf(config, 60_000), () => undefined);
    expect(trial).toMatchObject({ hang: null, crashed: { kind: 'killed', signal: 'SIGKILL' }, observation: { ended: 'stopped' } });
  });

  it('cuts a load off when it is told to', async () => {
    const config = configOf('healthy.mjs');
    await using rig = await openRig(config, world);
    const cut = new AbortController();
    const { observation, hang } = await rig.run(loadOf(config, 60_000), ({ answered }) => void (answered > 0 && cut.abort()), {
      cut: cut.signal,
    });
    expect({ hang, ended: observation.ended }).toEqual({ hang: null, ended: 'stopped' });
    expect((await rig.run(loadOf(config, 100), () => undefined)).observation).toMatchObject({ ended: 'complete', total: { errors: 0 } });
  });
});
