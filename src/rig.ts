import { availableParallelism } from 'node:os';
import type { Config } from './config/schema.ts';
import { crewSize } from './load/crew.ts';
import { openEngine } from './load/engine.ts';
import { findTrouble } from './load/self-check.ts';
import type { LoadProgress, Observation } from './model/observation.ts';
import type { Scenario } from './model/scenario.ts';
import { watch, type Monitor } from './monitor/watch.ts';
import type { Trial } from './property/explore.ts';
import { setUpService } from './service/set-up.ts';
import { startService, type RunningService } from './service/start.ts';
import type { World } from './world.ts';

/** A started service with the load engine and the monitor on it, ready to take scenarios one after another. */
export interface Rig extends AsyncDisposable {
  readonly service: RunningService;
  /** Null for a service that Plimsoll did not start. */
  readonly monitor: Monitor | null;
  /**
   * Drives one scenario; ends early when the service dies, rejects when we are asked to stop. With `settle` the scenario's warm-up is
   * only the longest there may be: measuring begins as soon as the service is steady.
   */
  run(scenario: Scenario, onProgress: (progress: LoadProgress) => void, options?: { readonly settle: boolean }): Promise<Observation>;
  /** Drives one scenario and says what came of it, a death of the service and trouble of our own included. */
  tryScenario(scenario: Scenario, onProgress: (progress: LoadProgress) => void): Promise<Trial>;
}

/** Sets up and starts the service and readies engine and monitor; what was opened is closed again when any of it fails. */
export async function openRig({ service: settings, operations, driver, load }: Config, world: World): Promise<Rig> {
  await setUpService(settings, world);
  const service = await startService(settings, world);
  const engine = await openEngine(service.target, operations, driver, world, crewSize(availableParallelism(), load.users.max)).catch(
    async (cause: unknown) => {
      await service.stop();
      throw cause;
    },
  );
  const monitor = service.pid === null ? null : watch(service.pid, world);
  const died = new AbortController();
  void service.ended.then(() => died.abort());

  const run: Rig['run'] = async (scenario, onProgress, options) => {
    const signal = AbortSignal.any([died.signal, world.interrupted]);
    const observation = await engine.run(scenario, { signal, onProgress, ...options });
    world.interrupted.throwIfAborted();
    return observation;
  };
  return {
    service,
    monitor,
    run,
    tryScenario: async (scenario, onProgress) => {
      const observation = await run(scenario, onProgress);
      return { observation, crashed: service.ending(), spoiled: findTrouble(observation) };
    },
    [Symbol.asyncDispose]: async () => {
      monitor?.[Symbol.dispose]();
      await engine[Symbol.asyncDispose]();
      await service.stop();
    },
  };
}
