import { setMaxListeners } from 'node:events';

import type { LoadProgress, Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Session } from '../model/session.ts';
import type { World } from '../world.ts';
import { watchOwnThread } from './own-thread.ts';
import { Recorder, type ThreadShares } from './recorder.ts';
import { writeScript } from './script.ts';
import { actAsUser, type Course } from './user.ts';

/** What a run needs beside its scenario. */
export interface LoadParts {
  /** The names of the driver's operations, in its order. */
  readonly operations: readonly string[];
  readonly openSession: (user: number) => Promise<Session>;
  readonly world: Pick<World, 'now' | 'sleep' | 'every'>;
  /** How long operations in flight at the end are waited for: the driver's own deadline, and a little more. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}

const progressMs = 250;
const longestRampMs = 500;

/**
 * Runs one scenario in the calling thread and tells what happened.
 *
 *   start ── ramp ──┬─ warm-up ─┬────────── measured ──────────┬─ drain ─┐
 *                   all users   from                           to        last answer
 *
 * Users begin one after another in the first half of the warm-up, at most half a second long. At `to` nobody begins
 * anything new; what is in flight is waited for and counted. A stop closes every session at once and counts what has ended.
 */
export async function runLoad(scenario: Scenario, parts: LoadParts): Promise<Observation> {
  const { world, operations } = parts;
  const unknown = Object.keys(scenario.mix).find((name) => !operations.includes(name));
  if (unknown !== undefined) throw new Error(`the scenario's mix names the operation ${unknown}, which the driver does not have`);

  const sessions = await Promise.all(Array.from({ length: scenario.users }, (_, user) => parts.openSession(user)));
  const stop = new AbortController();
  // Every sleeping user listens; that is no leak.
  setMaxListeners(0, stop.signal);
  const onAbort = (): void => stop.abort();
  parts.signal.addEventListener('abort', onAbort, { once: true });
  if (parts.signal.aborted) stop.abort();

  const startMs = world.now();
  const fromMs = startMs + scenario.warmupMs;
  const toMs = fromMs + scenario.durationMs;
  const rampMs = Math.min(scenario.warmupMs / 2, longestRampMs);
  const recorder = new Recorder({ fromMs, toMs });
  const course: Course = {
    untilMs: toMs,
    stop: stop.signal,
    recorder,
    now: world.now,
    sleep: world.sleep,
    indices: new Map(operations.map((name, index) => [name, index])),
  };
  using _ = world.every(progressMs, () => parts.onProgress(recorder.progress(world.now() - startMs)));

  const lives = sessions.map((session, user) =>
    actAsUser(writeScript(scenario, user), session, startMs + (user / scenario.users) * rampMs, course),
  );
  const shares = watchMeasuredTime(course, fromMs);
  const drained = Promise.all([shares, ...lives]).then(() => !stop.signal.aborted);
  const overrun = world.sleep(toMs + parts.graceMs - startMs, stop.signal).then(() => false);

  const complete = await Promise.race([drained, overrun]);
  // A timer may end the measured time a hair early or late; what was counted is what was meant to start in all of it.
  const durationMs = complete ? scenario.durationMs : Math.max(0, Math.min(world.now(), toMs) - fromMs);
  recorder.close();
  stop.abort();
  parts.signal.removeEventListener('abort', onAbort);
  await Promise.all(sessions.map((session) => session.close()));
  await Promise.all(lives);
  return recorder.observe(scenario, operations, durationMs, await shares, complete ? 'complete' : 'stopped');
}

/** Watches the own thread from the end of the warm-up to the end of the measured time, or to the stop. */
async function watchMeasuredTime({ now, sleep, stop, recorder, untilMs }: Course, fromMs: number): Promise<ThreadShares> {
  await sleep(Math.max(0, fromMs - now()), stop);
  recorder.open();
  const shares = watchOwnThread();
  await sleep(Math.max(0, untilMs - now()), stop);
  return shares();
}
