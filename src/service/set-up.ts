import { Fault } from '../fault.ts';
import type { World } from '../world.ts';
import { sayEnding } from '../words.ts';
import { launch } from './launch.ts';
import type { ServiceSettings } from './settings.ts';
import { within } from './within.ts';
import { sayCommand, sayTail } from './words.ts';

/** Generous: installing dependencies on a cold cache takes minutes. */
const deadlineMs = 600_000;

/** Runs the `setup` command to its end, if there is one. What it leaves running is ended too: a service's companions belong into `start`. */
export async function setUpService(settings: ServiceSettings, world: World): Promise<void> {
  const { setup, directory, environment, stopMs } = settings;
  if (setup === null) return;
  const command = sayCommand(setup);
  const launched = await launch({ command: setup, directory, environment, stopMs, text: '' }, world);
  if (launched.kind === 'failed') {
    throw new Fault('service.setup-failed', { command, ending: `could not be started: ${launched.why}`, directory, tail: '' });
  }
  await using _ = launched;
  const inTime = await within(deadlineMs, launched.ended, world);
  world.interrupted.throwIfAborted();
  const ending = launched.ending();
  if (ending?.kind === 'exited' && ending.code === 0) return;
  await within(250, launched.output.complete, world);
  const said = inTime && ending !== null ? sayEnding(ending) : `did not end within ${deadlineMs / 60_000}m`;
  throw new Fault('service.setup-failed', { command, ending: said, directory, tail: sayTail(launched.output.lines()) });
}
