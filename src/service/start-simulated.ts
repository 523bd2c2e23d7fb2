import type { Ending } from '../model/ending.ts';
import type { SimulatedModel } from '../model/simulated-model.ts';
import { noAddress } from '../model/target.ts';
import { SimulatedService } from '../simulation/service.ts';
import type { Timeline, World } from '../world.ts';
import type { RunningService } from './running.ts';

/** Starts a service that does not exist, and waits for as long as it takes. */
export async function startSimulated(model: SimulatedModel, time: Timeline, world: World): Promise<RunningService> {
  const startedMs = world.now();
  await world.sleep(model.settings.startupMs, world.interrupted);
  world.interrupted.throwIfAborted();
  const service = new SimulatedService(model, world.seed(), time);
  const ended = new Promise<Ending>((resolve) => {
    service.onDeath(() => {
      if (service.ending !== null) resolve(service.ending);
    });
  });
  const stop = (): Promise<Ending | null> => {
    service.stop();
    return Promise.resolve(service.ending);
  };
  return {
    target: { url: noAddress },
    pid: null,
    readyMs: world.now() - startedMs,
    ending: () => service.ending,
    ended,
    lookAlive: () => Promise.resolve(),
    output: () => [],
    stop,
    simulated: service,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}
