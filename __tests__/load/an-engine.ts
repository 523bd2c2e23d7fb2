import { afterAll, beforeAll } from 'vitest';
import { openEngine, type Engine } from '../../src/load/engine.ts';
import { nowhere } from '../../src/model/surroundings.ts';
import { realWorld, type World } from '../../src/world.ts';
import { bundle, type Bundle } from '../support/bundle.ts';
import { driverSettings } from '../support/driving.ts';
import { operation } from '../support/operations.ts';

/** The engine's bundle; it finds its clock beside itself. */
export function bundleEngine(): Promise<Bundle> {
  return bundle('src/engine.ts', 'src/clock.ts');
}

/** For the tests of a file: a real world with the engine's bundle, which is gone after them. */
export function useWorld(take: (world: World) => void): void {
  let built: Bundle;
  beforeAll(async () => {
    built = await bundleEngine();
    take(realWorld(built.directory, new AbortController().signal));
  });
  afterAll(async () => built[Symbol.asyncDispose]());
}

/** The real engine on two operations: `list` asks for its own number, `add` posts. */
export function openAt(url: string, bundles: string, crew?: number): Promise<Engine> {
  return openEngine(
    {
      target: { url },
      operations: [operation('list', { path: '/list/{{n}}' }), operation('add', { method: 'POST', body: '{"id":"{{uuid}}"}' })],
      driver: driverSettings({ timeoutMs: 2_000, maxBodyBytes: 100_000 }),
      surroundings: nowhere,
    },
    realWorld(bundles, new AbortController().signal),
    crew,
  );
}

/** Threads of this process, as far as something of theirs keeps it alive. */
export function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name)).length;
}

/** All arrivals in the first half, so that a slow machine has the second to send them in. */
export const early = { pattern: 'step', ratesPerSecond: [200, 0] } as const;
