import { Fault } from '../fault.ts';
import type { Ending } from '../model/ending.ts';
import { writeDuration } from '../units/print.ts';
import type { World } from '../world.ts';
import { sayEnding } from '../words.ts';
import { launch, type Launched } from './launch.ts';
import { isHeldByAnother } from './listener.ts';
import { fillCommand, fillPort, findFreePort, isListening, portOf, wantsPort } from './port.ts';
import { awaitReady, type Waiting } from './ready.ts';
import type { RunningService } from './running.ts';
import type { Command, ServiceSettings } from './settings.ts';
import { within } from './within.ts';
import { sayCheck, sayCommand, sayTail } from './words.ts';

/** How one try to start a service came out. `port-lost`: somebody else took the port that we had picked. */
export type Try =
  | { readonly kind: 'running'; readonly service: RunningService }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'port-lost'; readonly fault: Fault };

/** Starts a service once, on a port picked for it if its url leaves the choice to us. Nothing is left of a try that failed or threw. */
export async function tryStart(start: Command, settings: ServiceSettings, world: World): Promise<Try> {
  const { directory, stopMs, ready } = settings;
  const picked = wantsPort(settings.url);
  const port = picked ? await findFreePort() : portOf(settings.url);
  const url = fillPort(settings.url, port);
  if (!picked && (await isListening(url))) return { kind: 'failed', fault: new Fault('service.port-taken', { url }) };

  const command = fillCommand(start, port);
  const given = Object.fromEntries(Object.entries(settings.environment).map(([name, value]) => [name, fillPort(value, port)]));
  // A port that we picked is the only right one; for a fixed url the user may know better.
  const environment = picked ? { ...given, PORT: String(port) } : { PORT: String(port), ...given };
  const text = ready.kind === 'log' ? ready.text : '';
  const launched = await launch({ command, directory, environment, stopMs, text }, world);
  if (launched.kind === 'failed') {
    return { kind: 'failed', fault: new Fault('service.start-missing', { command: sayCommand(command), why: launched.why }) };
  }
  try {
    const waiting = await awaitReady(settings, url, launched, world);
    if (waiting.kind === 'ready') await doubt(port, launched, world);
    world.interrupted.throwIfAborted();
    if (waiting.kind === 'ready' && launched.ending() === null) return { kind: 'running', service: toService(launched, url, waiting.atMs) };
    const fault = await sayFault(command, launched, waiting, settings, world);
    await launched.stop();
    return { kind: picked && (await hasLostPort(url, launched)) ? 'port-lost' : 'failed', fault };
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

/** A stranger may have answered while ours was still failing to get the port: gives ours the time to say so. */
async function doubt(port: number, launched: Launched, world: World): Promise<void> {
  // It may be no stranger after all but, say, a container's proxy: so this only waits.
  if (isHeldByAnother(port, launched.remember())) await world.sleep(1_000, AbortSignal.any([launched.over, world.interrupted]));
}

async function hasLostPort(url: string, { over, output }: Launched): Promise<boolean> {
  if (!over.aborted) return false;
  return output.lines().some((line) => /EADDRINUSE|address already in use/i.test(line)) || isListening(url);
}

async function sayFault(
  command: Command,
  launched: Launched,
  waiting: Waiting,
  { ready, deadlineMs }: ServiceSettings,
  world: World,
): Promise<Fault> {
  const said = sayCommand(command);
  const ending = launched.ending();
  if (ending === null) {
    const { waitedFor, last } = waiting.kind === 'late' ? waiting : { waitedFor: 'it was cut short', last: 'nothing' };
    return new Fault('service.not-ready', {
      deadline: writeDuration(deadlineMs),
      waitedFor,
      last,
      check: sayCheck(ready),
      tail: sayTail(launched.output.lines()),
    });
  }
  // Its last words may still be on their way; a child of its that lives on would keep us waiting for ever.
  await within(250, launched.output.complete, world);
  const lines = launched.output.lines();
  return isUnknownCommand(ending)
    ? new Fault('service.start-missing', { command: said, why: `its shell found no such command (${lines.at(-1) ?? 'status 127'})` })
    : new Fault('service.exited-early', { command: said, ending: sayEnding(ending), tail: sayTail(lines) });
}

/** The shell's own way of saying that it did not find a program. */
function isUnknownCommand(ending: Ending): boolean {
  return ending.kind === 'exited' && ending.code === 127;
}

function toService(launched: Launched, url: string, readyAtMs: number): RunningService {
  return {
    target: { url },
    pid: launched.pid,
    readyMs: readyAtMs - launched.startedAtMs,
    ending: () => launched.ending(),
    ended: launched.ended,
    lookAlive: () => Promise.resolve(),
    output: () => launched.output.lines(),
    stop: () => launched.stop(),
    [Symbol.asyncDispose]: () => launched[Symbol.asyncDispose](),
  };
}
