import type { ChildProcess } from 'node:child_process';
import type { Ending } from '../model/ending.ts';
import type { World } from '../world.ts';
import { capture, type Capture } from './capture.ts';
import { childEnvironment } from './environment.ts';
import { openGuard } from './guard.ts';
import { takeLeash } from './leash.ts';
import { markerName, newMarker } from './marker.ts';
import type { Command } from './settings.ts';
import { openPipe } from './pipe.ts';
import { spawnGroup, type NotSpawned } from './spawn.ts';
import { within } from './within.ts';

/** What to run and how. */
export interface Launch {
  readonly command: Command;
  readonly directory: string;
  /** Added to what is left of ours. */
  readonly environment: Readonly<Record<string, string>>;
  /** Grace between SIGTERM and SIGKILL. */
  readonly stopMs: number;
  /** A text to look out for in the output, or empty. */
  readonly text: string;
}

/** A process tree of ours, from its start until nothing of it is left. */
export interface Launched extends AsyncDisposable {
  readonly kind: 'launched';
  readonly pid: number;
  readonly startedAtMs: number;
  readonly output: Capture;
  ending(): Ending | null;
  readonly ended: Promise<Ending>;
  /** Aborts when the leader ends, to cut sleeps short. */
  readonly over: AbortSignal;
  /** Looks who belongs to the tree now; they stay known when their parents are gone. */
  remember(): readonly number[];
  stop(): Promise<Ending | null>;
}

/** Starts a command in its own process group, held so that nothing of it outlives us on any way out. */
export async function launch(wish: Launch, world: World): Promise<Launched | NotSpawned> {
  const marker = newMarker(world.environment[markerName]);
  const guard = await openGuard(marker.id, world);
  const environment = childEnvironment(world.environment, { ...wish.environment, [markerName]: marker.value });
  const pipe = await openPipe();
  const startedAtMs = world.now();
  const spawned = await spawnGroup(wish.command, wish.directory, environment, pipe);
  if (spawned.kind === 'failed') {
    await guard.release();
    return spawned;
  }

  const { pid, child } = spawned;
  const fate = awaitEnding(child);
  const leash = takeLeash(pid, marker.id, world);
  guard.watch(leash.leader);
  // The last resort: an exit of ours that does not come past `stop`.
  const killNow = (): void => leash.killNow();
  process.on('exit', killNow);
  const output = capture(spawned.output, wish.text);

  const stopOnce = async (): Promise<Ending | null> => {
    await leash.stop(wish.stopMs);
    // All are gone; the news of it is at most a turn of the loop away.
    await within(1_000, fate.ended, world);
    output.close();
    process.off('exit', killNow);
    world.interrupted.removeEventListener('abort', onInterrupt);
    await guard.release();
    return fate.ending();
  };
  let stopping: Promise<Ending | null> | undefined;
  const stop = (): Promise<Ending | null> => (stopping ??= stopOnce());
  const onInterrupt = (): void => void stop();
  world.interrupted.addEventListener('abort', onInterrupt);
  if (world.interrupted.aborted) await stop();

  return {
    kind: 'launched',
    pid,
    startedAtMs,
    output,
    ...fate,
    remember: () => leash.remember(),
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

function awaitEnding(child: ChildProcess): Pick<Launched, 'ending' | 'ended' | 'over'> {
  const over = new AbortController();
  let ending: Ending | null = null;
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      ending = signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal };
      resolve(ending);
      over.abort();
    });
  });
  return { ending: () => ending, ended, over: over.signal };
}
