import { Fault } from '../fault.ts';
import type { StartupReadings } from '../model/startup.ts';
import { noAddress } from '../model/target.ts';
import { timeEmptyProcess } from '../service/empty.ts';
import { mayLinger } from '../service/lingering.ts';
import { portOf, wantsPort } from '../service/port.ts';
import type { ServiceSettings } from '../service/settings.ts';
import { isOurs, startService, type RunningService } from '../service/start.ts';
import { printDuration } from '../units/print.ts';
import type { World } from '../world.ts';
import { mayStartAgain } from './start-again.ts';

/** The service as it was started last, and how long each start took. */
export interface Started {
  readonly service: RunningService;
  readonly readings: StartupReadings;
}

/**
 * Starts a service several times, if that costs little, each after the stop of the one before is complete; the last one is left to
 * run. A start that fails after others went well is tried once more: should that fail as well, or the first, a Fault says why, and
 * nothing is left. Before each start an empty process is timed, so that the machine's part is known.
 */
export async function startSeveral(
  settings: ServiceSettings,
  budgetMs: number,
  world: World,
  tell: (detail: string) => void,
): Promise<Started> {
  const readyMs: number[] = [];
  const emptyMs: number[] = [];
  const failures: string[] = [];
  const start = async (): Promise<RunningService> => {
    const empty = settings.start === null ? null : await timeEmptyProcess(settings.directory, world);
    if (empty !== null) emptyMs.push(empty);
    world.interrupted.throwIfAborted();
    const service = await startService({ ...settings, deadlineMs: deadlineOf(settings, readyMs) }, world);
    readyMs.push(service.readyMs);
    tell(sayStart(service.readyMs, readyMs.length));
    return service;
  };
  const startOnceMore = async (): Promise<RunningService> => {
    try {
      return await start();
    } catch (cause) {
      if (!(cause instanceof Fault)) throw cause;
      failures.push(sayFailure(cause));
      return start();
    }
  };

  const beganMs = world.now();
  let service = await start();
  let roundMs = world.now() - beganMs;
  const isCheap = (): boolean =>
    mayStartAgain({ starts: readyMs.length + failures.length, spentMs: world.now() - beganMs, roundMs }, settings, budgetMs);
  while (isCheap() && canRestart(service, settings)) {
    const roundBeganMs = world.now();
    await service.stop();
    world.interrupted.throwIfAborted();
    service = await startOnceMore();
    roundMs = Math.max(roundMs, world.now() - roundBeganMs);
  }
  return { service, readings: { readyMs, emptyMs, failures } };
}

/** A start that should go like the others is not waited for as long as a first one may take. */
const [timesSlowest, leastDeadlineMs] = [10, 5_000];

function deadlineOf({ deadlineMs }: ServiceSettings, readyMs: readonly number[]): number {
  return readyMs.length === 0 ? deadlineMs : Math.min(deadlineMs, Math.max(leastDeadlineMs, timesSlowest * Math.max(...readyMs)));
}

/** One that is not ours, or has ended by itself, is left as it is; so is one that might not get its port again. */
function canRestart(service: RunningService, { url }: ServiceSettings): boolean {
  return isOurs(service) && service.ending() === null && (url === noAddress || wantsPort(url) || !mayLinger(portOf(url)));
}

function sayStart(readyMs: number, starts: number): string {
  return starts === 1 ? `ready in ${printDuration(readyMs)}` : `ready in ${printDuration(readyMs)}, start ${starts}`;
}

/** The fault in a line, with the last that the service printed. */
function sayFailure({ message }: Fault): string {
  const lines = message.split('\n');
  const last = lines.at(-1)?.replace(/^\s*\|\s*/, '') ?? '';
  return lines.length === 1 ? message : `${lines[0]} ${last}`;
}
