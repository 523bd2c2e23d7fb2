import type { Session } from '../model/session.ts';
import { backOffMs, brokeConnection } from './back-off.ts';
import type { Recorder } from './recorder.ts';
import type { Script } from './script.ts';

/** What all users of a run share. */
export interface Course {
  /** No operation is begun at or after this moment. */
  readonly untilMs: number;
  readonly stop: AbortSignal;
  readonly recorder: Recorder;
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Operation name → its index in the driver's list. */
  readonly indices: ReadonlyMap<string, number>;
}

/**
 * Lives one user's life in the closed model: operation, answer, think, next operation. An operation's intended start is
 * the end of the think time before it; with no think time, the very moment of the answer.
 */
export async function actAsUser(script: Script, session: Session, startMs: number, course: Course): Promise<void> {
  const { untilMs, stop, recorder, now } = course;
  let due = startMs + script.firstThinkMs;
  let clock = now();
  let failures = 0;
  while (due < untilMs && !stop.aborted) {
    if (due > clock) clock = await sleepUntil(due, course);
    if (stop.aborted) return;

    const { operation, values, thinkMs } = script.next();
    // A timer may fire up to a millisecond early; then the operation starts early. Late, it is still counted from its due time.
    const intended = Math.min(due, clock);
    recorder.begin(intended);
    const outcome = await session.perform(course.indices.get(operation) ?? -1, values);
    clock = now();
    recorder.end(operation, intended, outcome, clock);
    failures = brokeConnection(outcome) ? failures + 1 : 0;
    due = clock + Math.max(thinkMs, backOffMs(failures));
  }
}

/** Timers take whole milliseconds and may fire early: what is left beyond one of them is slept again. */
async function sleepUntil(due: number, { now, sleep, stop }: Course): Promise<number> {
  let clock = now();
  do {
    await sleep(Math.floor(due - clock), stop);
    clock = now();
  } while (due - clock >= 1 && !stop.aborted);
  return clock;
}
