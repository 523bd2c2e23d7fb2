import { Fault } from '../fault.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Target } from '../model/target.ts';
import type { World } from '../world.ts';
import type { EngineDriver, FromEngine } from './messages.ts';
import { startThread, type Thread } from './thread.ts';

export interface RunOptions {
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Stops the run; the observation so far is still told, with `ended: 'stopped'`. */
  readonly signal?: AbortSignal;
}

/** The load engine in its own thread. */
export interface Engine extends AsyncDisposable {
  /** Runs one scenario; one at a time. Rejects with the fault `engine.lost` when the engine itself breaks. */
  run(scenario: Scenario, options?: RunOptions): Promise<Observation>;
}

/** How long the engine may stay silent beyond what a scenario can last, and how long it may take to leave. */
const patienceMs = 10_000;
const leaveMs = 2_000;

/** Starts the engine's thread and opens the driver in it. */
export async function openEngine(target: Target, operations: readonly Operation[], driver: EngineDriver, world: World): Promise<Engine> {
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
  let running = false;
  const run = async (scenario: Scenario, { onProgress, signal }: RunOptions = {}): Promise<Observation> => {
    if (running) throw new Error('the load engine runs one scenario at a time');
    running = true;
    const id = (runs += 1);
    const stop = (): void => thread.send({ kind: 'stop', id });
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const longestMs = scenario.warmupMs + scenario.durationMs + driver.timeoutMs + patienceMs;
      const begin = (): void => {
        thread.send({ kind: 'run', id, scenario });
        if (signal?.aborted === true) stop();
      };
      return await answer(thread, longestMs, world, begin, (message) => {
        if (message.kind === 'progress' && message.id === id) onProgress?.(message.progress);
        return message.kind === 'done' && message.id === id ? { value: message.observation } : null;
      });
    } finally {
      signal?.removeEventListener('abort', stop);
      running = false;
    }
  };

  return {
    run,
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
