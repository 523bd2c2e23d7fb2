import { Fault } from '../fault.ts';
import type { Ending } from '../model/ending.ts';
import { writeDuration } from '../units/print.ts';
import type { World } from '../world.ts';
import { launch, type Launched } from './launch.ts';
import { joinService } from './join.ts';
import { isHeldByAnother } from './listener.ts';
import { fillCommand, fillPort, findFreePort, isListening, portOf, wantsPort } from './port.ts';
import { awaitReady } from './ready.ts';
import type { RunningService } from './running.ts';
import type { Command, ServiceSettings } from './settings.ts';
import { sayCommand, sayEnding, sayTail } from './words.ts';
import { within } from './within.ts';

export type { RunningService } from './running.ts';

/** Starts the service and waits until it is ready; on any failure nothing of it is left and a Fault says why, with the last output. */
export async function startService(settings: ServiceSettings, world: World): Promise<RunningService> {
  const { start } = settings;
  if (start === null) return joinService(settings, world);
  const first = await tryStart(start, settings, world);
  // Between our finding a free port and the service's taking it, somebody else may have been faster; twice in a row is no accident.
  const last = first.kind === 'port-lost' ? await tryStart(start, settings, world) : first;
  if (last.kind === 'running') return last.service;
  throw last.fault;
}

type Try =
  | { readonly kind: 'running'; readonly service: RunningService }
  | { readonly kind: 'failed'; readonly fault: Fault }
  | { readonly kind: 'port-lost'; readonly fault: Fault };

async function tryStart(start: Command, settings: ServiceSettings, world: World): Promise<Try> {
  const picked = wantsPort(settings.url);
  const port = picked ? await findFreePort() : portOf(settings.url);
  const url = fillPort(settings.url, port);
  if (!picked && (await isListening(url))) throw new Fault('service.port-taken', { url });
  const command = fillCommand(start, port);
  const given = Object.fromEntries(Object.entries(settings.environment).map(([name, value]) => [name, fillPort(value, port)]));
  // A port that we picked is the only right one; for a fixed url the user may know better.
  const environment = picked ? { ...given, PORT: String(port) } : { PORT: String(port), ...given };
  const text = settings.ready.kind === 'log' ? settings.ready.text : '';
  const launched = await launch({ command, directory: settings.directory, environment, stopMs: settings.stopMs, text }, world);
  if (launched.kind === 'failed') {
    return { kind: 'failed', fault: new Fault('service.start-missing', { command: sayCommand(command), why: launched.why }) };
  }

  try {
    const waiting = await awaitReady(settings.ready, url, launched, settings.deadlineMs, world);
    // A stranger may have answered while ours was failing to get the port: give ours the time to say so.
    const kin = launched.remember();
    if (waiting.kind === 'ready' && isHeldByAnother(port, kin))
      await world.sleep(1_000, AbortSignal.any([launched.over, world.interrupted]));
    world.interrupted.throwIfAborted();
    if (waiting.kind === 'ready' && !launched.over.aborted) return { kind: 'running', service: toService(launched, url, waiting.atMs) };
    if (launched.over.aborted) await within(250, launched.output.complete, world);
    const ending = launched.ending();
    await launched.stop();
    const lines = launched.output.lines();
    if (ending !== null) {
      const lost = picked && (lines.some((line) => /EADDRINUSE|address already in use/i.test(line)) || (await isListening(url)));
      return { kind: lost ? 'port-lost' : 'failed', fault: sayEarlyEnd(command, ending, lines) };
    }
    const { waitedFor, last } = waiting.kind === 'late' ? waiting : { waitedFor: 'it did not end', last: 'nothing' };
    const fields = { deadline: writeDuration(settings.deadlineMs), waitedFor, last, tail: sayTail(lines) };
    return { kind: 'failed', fault: new Fault('service.not-ready', fields) };
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

function sayEarlyEnd(command: Command, ending: Ending, lines: readonly string[]): Fault {
  const said = sayCommand(command);
  // The shell's own way of saying that it did not find a program.
  if (ending.kind === 'exited' && ending.code === 127) {
    return new Fault('service.start-missing', { command: said, why: `its shell found no such command (${lines.at(-1) ?? 'status 127'})` });
  }
  return new Fault('service.exited-early', { command: said, ending: sayEnding(ending), tail: sayTail(lines) });
}

function toService(launched: Launched, url: string, readyAtMs: number): RunningService {
  return {
    target: { url },
    pid: launched.pid,
    readyMs: readyAtMs - launched.startedAtMs,
    ending: () => launched.ending(),
    ended: launched.ended,
    output: () => launched.output.lines(),
    stop: () => launched.stop(),
    [Symbol.asyncDispose]: () => launched[Symbol.asyncDispose](),
  };
}
