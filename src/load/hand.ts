import { Fault } from '../fault.ts';
import type { DriverSettings } from '../model/driver-settings.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import type { World } from '../world.ts';
import type { Share } from './course.ts';
import { longestDrainMs } from './drain.ts';
import type { FromEngine } from './messages.ts';
import type { Recording } from './recording.ts';
import { startThread, type Thread } from './thread.ts';
import type { Block } from './warm-up.ts';

/** One engine thread as its parent sees it. */
export interface Hand extends AsyncDisposable {
  run(scenario: Scenario, share: Share, options: HandOptions): Promise<Recording>;
}

export interface HandOptions {
  readonly signal: AbortSignal;
  /** Ends the load before its time. */
  readonly finish?: AbortSignal;
  /** Ends the warm-up; absent where it lasts as long as the scenario says. */
  readonly warm?: AbortSignal;
  /** Writes a history of what is done to keys. */
  readonly record: boolean;
  /** Writes down all calls. */
  readonly calls: boolean;
  readonly onProgress: (progress: LoadProgress) => void;
  readonly onBlock: (block: Block) => void;
}

/** How long an engine may stay silent beyond what a scenario can last, and how long it may take to leave. */
const patienceMs = 10_000;
const leaveMs = 2_000;

/** Starts an engine's thread and opens the driver in it. */
export async function hire(target: Target, operations: readonly Operation[], driver: DriverSettings, world: World): Promise<Hand> {
  const thread = startThread(world.bundles);
  try {
    await answer(
      thread,
      patienceMs,
      world,
      () => thread.send({ kind: 'open', target, operations, driver }),
      (message) => (message.kind === 'opened' ? { value: undefined } : null),
    );
  } catch (error) {
    await leave(thread, world);
    throw error;
  }

  let runs = 0;
  return {
    run: async (scenario, share, { signal, finish, warm, record, calls, onProgress, onBlock }) => {
      const id = (runs += 1);
      const stop = (): void => thread.send({ kind: 'stop', id });
      const end = (): void => thread.send({ kind: 'finish', id });
      const endWarmup = (): void => thread.send({ kind: 'warm', id });
      signal.addEventListener('abort', stop, { once: true });
      finish?.addEventListener('abort', end, { once: true });
      warm?.addEventListener('abort', endWarmup, { once: true });
      try {
        const longestMs = scenario.warmupMs + scenario.durationMs + longestDrainMs(scenario, driver.timeoutMs) + patienceMs;
        const begin = (): void => {
          thread.send({ kind: 'run', id, scenario, share, settle: warm !== undefined, record, calls, salt: record ? world.seed() : 0 });
          if (finish?.aborted === true) end();
          if (signal.aborted) stop();
        };
        return await answer(thread, longestMs, world, begin, (message) => {
          if (!('id' in message) || message.id !== id) return null;
          if (message.kind === 'progress') onProgress(message.progress);
          if (message.kind === 'block') onBlock(message.block);
          return message.kind === 'done' ? { value: message.recording } : null;
        });
      } finally {
        signal.removeEventListener('abort', stop);
        finish?.removeEventListener('abort', end);
        warm?.removeEventListener('abort', endWarmup);
      }
    },
    [Symbol.asyncDispose]: () => leave(thread, world),
  };
}

async function leave(thread: Thread, world: World): Promise<void> {
  const left = new AbortController();
  await thread.leave(world.sleep(leaveMs, left.signal));
  left.abort();
}

/** Waits for the message that `pick` accepts; fails when the thread breaks, ends, or stays silent for too long. */
async function answer<T>(
  thread: Thread,
  longestMs: number,
  world: World,
  ask: () => void,
  pick: (message: FromEngine) => { readonly value: T } | null,
): Promise<T> {
  const waiting = new AbortController();
  const answered = new Promise<T>((resolve, reject) => {
    thread.listen((message) => {
      if (message.kind === 'failed') reject(new Fault('engine.lost', { why: message.message }, message.stack));
      const picked = pick(message);
      if (picked !== null) resolve(picked.value);
    });
  });
  const silent = world.sleep(longestMs, waiting.signal).then((): never => {
    throw new Fault('engine.lost', { why: 'it did not answer in time' });
  });
  silent.catch(() => undefined);
  try {
    ask();
    return await Promise.race([answered, thread.lost, silent]);
  } finally {
    waiting.abort();
    thread.listen(() => undefined);
  }
}
