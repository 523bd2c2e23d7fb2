import { Fault } from '../fault.ts';
import type { InvariantSeen } from '../model/invariant-seen.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { SessionStage, StageSeen } from '../model/sessions.ts';
import type { Unreached } from '../model/unreached.ts';
import type { World } from '../world.ts';
import type { Share } from './course.ts';
import { longestDrainMs } from './drain.ts';
import type { FromEngine } from './messages.ts';
import type { Opening } from './opening.ts';
import type { Recording } from './recording.ts';
import { startThread, type Thread } from './thread.ts';
import type { Block } from './warm-up.ts';

/** One engine thread as its parent sees it. */
export interface Hand extends AsyncDisposable {
  /** Why its driver is not let in; null or absent where it is, or nobody looked. */
  readonly unreached?: Unreached | null;
  run(scenario: Scenario, share: Share, options: HandOptions): Promise<Recording>;
  /** Does something with sessions that have a driver each; absent where there are none to be had. */
  hold?(stage: SessionStage, signal: AbortSignal): Promise<StageSeen>;
  /** Ends all sessions, those of loads as well; absent where none stand between loads. */
  rest?(): Promise<void>;
  /** Looks at what is declared to hold whenever no load is under way; absent where nothing can be. */
  look?(): Promise<readonly InvariantSeen[]>;
  /** The longest it took to ready the sessions of a load. */
  readyingMs(): number;
  /** The leaders of all processes that its driver has started and that live. */
  processes(): readonly number[];
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
export async function hire(opening: Opening, world: World): Promise<Hand> {
  let pids: readonly number[] = [];
  const thread = hearProcesses(startThread(world.bundles), (heard) => (pids = heard));
  const { readyingMs = 0 } = opening;
  let unreached: Unreached | null;
  try {
    const opened = answer(
      thread,
      patienceMs + (opening.reachMs ?? 0) + (opening.isFirst === true ? 2 * readyingMs : 0),
      world,
      () => thread.send({ kind: 'open', opening }),
      (message) => (message.kind === 'opened' ? { value: message.unreached } : null),
    );
    unreached = await (opening.reachMs === undefined ? opened : unlessInterrupted(opened, world));
  } catch (error) {
    await leave(thread, world);
    throw error;
  }

  let runs = 0;
  let longestMs = 0;
  return {
    unreached,
    run: async (scenario, share, { signal, finish, warm, record, calls, onProgress, onBlock }) => {
      const id = (runs += 1);
      const stop = (): void => thread.send({ kind: 'stop', id });
      const end = (): void => thread.send({ kind: 'finish', id });
      const endWarmup = (): void => thread.send({ kind: 'warm', id });
      signal.addEventListener('abort', stop, { once: true });
      finish?.addEventListener('abort', end, { once: true });
      warm?.addEventListener('abort', endWarmup, { once: true });
      try {
        const patientMs =
          scenario.warmupMs + scenario.durationMs + longestDrainMs(scenario, opening.driver.timeoutMs) + readyingMs + patienceMs;
        const begin = (): void => {
          thread.send({ kind: 'run', id, scenario, share, settle: warm !== undefined, record, calls, salt: record ? world.seed() : 0 });
          if (finish?.aborted === true) end();
          if (signal.aborted) stop();
        };
        return await answer(thread, patientMs, world, begin, (message) => {
          if (!('id' in message) || message.id !== id) return null;
          if (message.kind === 'progress') onProgress(message.progress);
          if (message.kind === 'block') onBlock(message.block);
          if (message.kind === 'done') longestMs = Math.max(longestMs, message.readyingMs);
          return message.kind === 'done' ? { value: message.recording } : null;
        });
      } finally {
        signal.removeEventListener('abort', stop);
        finish?.removeEventListener('abort', end);
        warm?.removeEventListener('abort', endWarmup);
      }
    },
    hold: async (stage, signal) => {
      const id = (runs += 1);
      const stop = (): void => thread.send({ kind: 'stop', id });
      signal.addEventListener('abort', stop, { once: true });
      try {
        const begin = (): void => {
          thread.send({ kind: 'hold', id, stage });
          if (signal.aborted) stop();
        };
        return await answer(thread, longestStageMs(stage, opening), world, begin, (message) =>
          message.kind === 'held' && message.id === id ? { value: message.seen } : null,
        );
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    rest: async () => {
      const id = (runs += 1);
      const begin = (): void => thread.send({ kind: 'rest', id });
      await answer(thread, readyingMs + patienceMs, world, begin, (message) =>
        message.kind === 'rested' && message.id === id ? { value: undefined } : null,
      );
    },
    look: () => {
      const id = (runs += 1);
      const begin = (): void => thread.send({ kind: 'look', id });
      return answer(thread, opening.driver.timeoutMs + patienceMs, world, begin, (message) =>
        message.kind === 'looked' && message.id === id ? { value: message.seen } : null,
      );
    },
    readyingMs: () => longestMs,
    processes: () => pids,
    [Symbol.asyncDispose]: () => leave(thread, world),
  };
}

/** Takes the news of processes out of what a thread says, whoever listens. */
function hearProcesses(thread: Thread, hear: (pids: readonly number[]) => void): Thread {
  const listen: Thread['listen'] = (next) =>
    thread.listen((message) => (message.kind === 'processes' ? hear(message.pids) : next(message)));
  listen(() => undefined);
  return { ...thread, listen };
}

/** Whoever gets a place at the last moment begins, has its time, waits for its last answer, and ends. */
function longestStageMs({ patienceMs: waitMs, durationMs }: SessionStage, { driver, readyingMs = 0 }: Opening): number {
  return waitMs + durationMs + 2 * driver.timeoutMs + 2 * readyingMs + patienceMs;
}

/** A server that is waited for may take as long as a service may: nobody who asks us to stop waits for that. */
async function unlessInterrupted<T>(what: Promise<T>, { interrupted }: World): Promise<T> {
  const over = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    interrupted.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
  });
  try {
    interrupted.throwIfAborted();
    await Promise.race([what, stopped]);
    interrupted.throwIfAborted();
    return await what;
  } finally {
    over.abort();
  }
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
