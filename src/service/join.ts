import { Fault } from '../fault.ts';
import type { Ending } from '../model/ending.ts';
import { writeDuration } from '../units/print.ts';
import type { World } from '../world.ts';
import { isListening } from './port.ts';
import { awaitReady } from './ready.ts';
import type { RunningService } from './running.ts';
import type { ServiceSettings } from './settings.ts';
import { sayCheck } from './words.ts';

/** A proxy that reloads is away for a moment. */
const awayMs = 1_000;

/** Waits for a service that somebody else runs; stopping it is not ours. */
export async function joinService(settings: ServiceSettings, world: World): Promise<RunningService> {
  const { url } = settings;
  const began = world.now();
  const waiting = await awaitReady(settings, url, null, world);
  world.interrupted.throwIfAborted();
  if (waiting.kind === 'late') {
    const { waitedFor, last } = waiting;
    throw new Fault('service.not-ready', {
      deadline: writeDuration(settings.deadlineMs),
      waitedFor,
      last,
      check: sayCheck(settings.ready),
      tail: '',
    });
  }
  let ending: Ending | null = null;
  let tell: ((ending: Ending) => void) | undefined;
  const ended = new Promise<Ending>((resolve) => (tell = resolve));
  return {
    target: { url },
    pid: null,
    readyMs: world.now() - began,
    ending: () => ending,
    ended,
    lookAlive: async () => {
      if (ending !== null || (await isListening(url))) return;
      await world.sleep(awayMs, world.interrupted);
      if (await isListening(url)) return;
      ending = { kind: 'vanished' };
      tell?.(ending);
    },
    output: () => [],
    stop: () => Promise.resolve(null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
