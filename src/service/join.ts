import { Fault } from '../fault.ts';
import { writeDuration } from '../units/print.ts';
import type { World } from '../world.ts';
import { awaitReady } from './ready.ts';
import type { RunningService } from './running.ts';
import type { ServiceSettings } from './settings.ts';

/** Waits for a service that somebody else runs; stopping it is not ours. */
export async function joinService(settings: ServiceSettings, world: World): Promise<RunningService> {
  const began = world.now();
  const waiting = await awaitReady(settings, settings.url, null, world);
  world.interrupted.throwIfAborted();
  if (waiting.kind === 'late') {
    const { waitedFor, last } = waiting;
    throw new Fault('service.not-ready', { deadline: writeDuration(settings.deadlineMs), waitedFor, last, tail: '' });
  }
  return {
    target: { url: settings.url },
    pid: null,
    readyMs: world.now() - began,
    ending: () => null,
    ended: new Promise(() => undefined),
    output: () => [],
    stop: () => Promise.resolve(null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
