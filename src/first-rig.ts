import type { Config } from './config/schema.ts';
import { Fault } from './fault.ts';
import { standRig, type Rig } from './rig.ts';
import { setUpService } from './service/set-up.ts';
import { startService, type RunningService } from './service/start.ts';
import type { World } from './world.ts';

/** Sets up and starts the service and readies engine and monitor; what was opened is closed again when any of it fails. */
export async function openRig(config: Config, world: World): Promise<Rig> {
  await setUpService(config.service, world);
  return standFirstRig(await startService(config.service, world), config, world);
}

/**
 * Puts engine and monitor on the first process of a service. Where a driver is not let in nothing can be measured, and a Fault says why:
 * a server may still be starting for as long as the service may take to be ready, and what has to be begun is begun once for a try. Later it is a finding, for something was measured.
 */
export async function standFirstRig(service: RunningService, config: Config, world: World): Promise<Rig> {
  const rig = await standRig(service, config, world, {
    patienceMs: Math.max(0, config.service.deadlineMs - service.readyMs),
    isFirst: true,
  });
  const { unreached } = rig;
  // A service that has died meanwhile is told of as that.
  if (unreached === null || service.ending() !== null) return rig;
  await rig[Symbol.asyncDispose]();
  throw new Fault('server.unreached', { ...unreached });
}
