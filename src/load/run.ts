import type { Measure } from '../model/measure.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { OperationMeaning } from '../model/operation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Session } from '../model/session.ts';
import type { World } from '../world.ts';
import type { Clock } from './alarm.ts';
import { beginArrivals } from './arrivals.ts';
import type { Course, Share } from './course.ts';
import type { Traffic, TrafficParts } from './traffic.ts';
import { longestDrainMs } from './drain.ts';
import { watchOwnThread } from './own-thread.ts';
import { Recorder } from './recorder.ts';
import type { Recording, ThreadShares } from './recording.ts';
import { freshen } from './fresh.ts';
import { beginUsers } from './users.ts';
import { blockMs, type Block } from './warm-up.ts';
import { callWitness } from './witness.ts';

/** What a run needs beside its scenario. */
export interface LoadParts {
  /** The names of the driver's operations, in its order. */
  readonly operations: readonly string[];
  /** What the driver measures beside responses; nothing where absent. */
  readonly measures?: readonly Measure[];
  /** What they mean; nothing where absent. */
  readonly meanings?: readonly OperationMeaning[];
  /** Writes a history of what is done to keys. */
  readonly record?: boolean;
  /** Writes down all calls. */
  readonly calls?: boolean;
  /** Makes the values that are written others than those of any other load; 0, for none, where absent. */
  readonly salt?: number;
  readonly openSession: (user: number) => Session;
  readonly world: Pick<World, 'now' | 'sleep' | 'every' | 'threadTimes'>;
  readonly clock: Clock;
  /** Watches the thread that the load is made in; the calling one's own times where absent. */
  readonly watchThread?: typeof watchOwnThread;
  readonly share: Share;
  /** How long an operation may take, and how long an arrival may wait for a connection before it. */
  readonly timeoutMs: number;
  /** Stops the run; what has ended by then is still told. */
  readonly signal: AbortSignal;
  /** Ends the load before its time: nothing more is begun, what is in flight is waited for. */
  readonly finish?: AbortSignal;
  /** Ends the warm-up before its time; absent where it lasts as long as the scenario says. */
  readonly warm?: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
  /** Hears each block of the warm-up. */
  readonly onBlock?: (block: Block) => void;
}

const progressMs = 250;
/** The driver's own deadline settles every operation; this is for its last word to arrive. */
const graceMs = 1_000;

/**
 * Runs one scenario, or one engine's share of it, in the calling thread and tells what happened.
 *
 *   start ──────────┬───── measured ─────┬─ drain ─┐
 *        warm-up    from                 to        last answer
 *
 * At `to` nothing new is begun; what is in flight is waited for and counted. To finish is to bring `to` forward; a measured time
 * that had not begun is then none. A stop closes every connection at once and counts what has ended.
 */
export async function runLoad(scenario: Scenario, parts: LoadParts): Promise<Recording> {
  const { world, clock, operations, share, signal, warm } = parts;
  const unknown = Object.keys(scenario.mix).find((name) => !operations.includes(name));
  if (unknown !== undefined) throw new Error(`the scenario's mix names the operation ${unknown}, which the driver does not have`);

  const startMs = world.now();
  const fromMs = startMs + scenario.warmupMs;
  const course: Course = { startMs, fromMs, toMs: fromMs + scenario.durationMs, stopped: false };
  const recorder = new Recorder(course, operations, scenario.model, scenario.model === 'closed' ? scenario.users : 0, parts.measures);
  const { meanings = [], record = false, calls = false, salt = 0 } = parts;
  const fresh = freshen(salt, meanings);
  const witness = callWitness(scenario, { operations, meanings, record, calls, fresh, startMs });
  clock.hiccups();
  const stop = (): void => {
    course.stopped = true;
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const traffic = beginTraffic(scenario, {
    course,
    recorder,
    clock,
    now: () => world.now(),
    operations,
    openSession: parts.openSession,
    share,
    patienceMs: parts.timeoutMs,
    witness,
    fresh,
  });
  const tell = (): void => {
    const nowMs = world.now();
    parts.onProgress(recorder.progress(nowMs - startMs, traffic.flights(nowMs)));
  };
  using _ = world.every(progressMs, tell);
  let wholeMs = scenario.durationMs;
  const finish = (): void => {
    if (finishEarly(course, traffic, world.now())) wholeMs = course.toMs - course.fromMs;
  };
  parts.finish?.addEventListener('abort', finish, { once: true });
  if (parts.finish?.aborted === true) finish();

  const p50sMs = await warmUp(course, recorder, traffic, parts);
  const shares = await watchMeasuredTime(course, recorder, parts);
  const overrun = new AbortController();
  const longestMs = longestDrainMs(scenario, parts.timeoutMs) + graceMs;
  const complete = await Promise.race([
    traffic.done.then(() => !course.stopped),
    world.sleep(longestMs, AbortSignal.any([signal, overrun.signal])).then(() => false),
  ]);
  overrun.abort();
  tell();
  // A timer may end the measured time a hair early or late; what was counted is what was meant to start in all of it.
  const durationMs = complete ? wholeMs : Math.max(0, Math.min(world.now(), course.toMs) - course.fromMs);
  recorder.close();
  course.stopped = true;
  signal.removeEventListener('abort', stop);
  parts.finish?.removeEventListener('abort', finish);
  await traffic.close();
  const steady = warm === undefined ? null : warm.aborted;
  const warmup = { durationMs: course.fromMs - startMs, blockMs, p50sMs, steady };
  const recording = recorder.record(operations, durationMs, warmup, shares, complete ? 'complete' : 'stopped');
  return { ...recording, ...witness?.testify() };
}

function beginTraffic(scenario: Scenario, parts: TrafficParts): Traffic {
  return scenario.model === 'closed' ? beginUsers(scenario, parts) : beginArrivals(scenario, parts);
}

/** Lets the load end now; false when it had ended by itself. */
function finishEarly(course: Course, traffic: Traffic, nowMs: number): boolean {
  if (nowMs >= course.toMs) return false;
  course.toMs = nowMs;
  course.fromMs = Math.min(course.fromMs, nowMs);
  traffic.finish(nowMs);
  return true;
}

/** Waits for the end of the warm-up, counting its blocks; resolves to their medians. */
async function warmUp(course: Course, recorder: Recorder, traffic: Traffic, parts: LoadParts): Promise<readonly (number | null)[]> {
  const { world, signal, warm, onBlock } = parts;
  const over = anyOf(signal, parts.finish, warm);
  const p50sMs: (number | null)[] = [];
  for (let left = course.fromMs - world.now(); left > 0 && !over.aborted; left = course.fromMs - world.now()) {
    const whole = left >= blockMs;
    await world.sleep(Math.min(left, blockMs), over);
    if (!whole || over.aborted) continue;
    const block = recorder.takeBlock();
    p50sMs.push(block.p50Ms);
    onBlock?.(block);
  }
  const nowMs = world.now();
  if (warm?.aborted === true && nowMs < course.fromMs) {
    course.toMs -= course.fromMs - nowMs;
    course.fromMs = nowMs;
  }
  recorder.measure();
  traffic.measure();
  return p50sMs;
}

/** Watches the own thread from the end of the warm-up to the end of the measured time, or to the stop. */
async function watchMeasuredTime(
  course: Course,
  recorder: Recorder,
  { world, clock, signal, finish, watchThread = watchOwnThread }: LoadParts,
): Promise<ThreadShares> {
  const shares = watchThread(clock, world);
  clock.hiccups();
  using _ = world.every(progressMs, () => recorder.hiccups(clock.hiccups()));
  await world.sleep(Math.max(0, course.toMs - world.now()), anyOf(signal, finish));
  recorder.hiccups(clock.hiccups());
  return shares();
}

function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
