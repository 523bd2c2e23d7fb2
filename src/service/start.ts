import { noAddress } from '../model/target.ts';
import type { World } from '../world.ts';
import { standAlone } from './alone.ts';
import { joinService } from './join.ts';
import { withModel } from './model-command.ts';
import type { RunningService } from './running.ts';
import type { ServiceSettings } from './settings.ts';
import { startSimulated } from './start-simulated.ts';
import { tryStart } from './try-start.ts';

export { isOurs, type RunningService } from './running.ts';

/** Starts the service and waits until it is ready; on any failure nothing of it is left and a Fault says why, with the last output. */
export async function startService(given: ServiceSettings, world: World): Promise<RunningService> {
  const { simulated } = given;
  if (simulated?.settings.speed === 'virtual') {
    return world.timeline === undefined ? standAlone() : startSimulated(simulated, world.timeline, world);
  }
  const settings = simulated === undefined ? given : withModel(given, simulated, world);
  const { start } = settings;
  if (start === null) return settings.url === noAddress ? standAlone() : joinService(settings, world);
  const first = await tryStart(start, settings, world);
  // Between our finding a free port and the service's taking it, somebody else may have been faster; twice in a row is no accident.
  const last = first.kind === 'port-lost' ? await tryStart(start, settings, world) : first;
  if (last.kind === 'running') return last.service;
  throw last.fault;
}
