import { observe } from '../../src/load/observe.ts';
import { Recorder } from '../../src/load/recorder.ts';
import type { Recording, ThreadShares } from '../../src/load/recording.ts';
import { blockMs } from '../../src/load/warm-up.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { ErrorKind, Outcome } from '../../src/model/outcome.ts';
import { scenario } from '../support/operations.ts';

export const names = ['list', 'add', 'stock'] as const;
export const fromMs = 1_000;
export const toMs = 3_000;

/** One operation as it came to pass. */
export interface Done {
  readonly operation: number;
  readonly intendedMs: number;
  readonly lagMs: number;
  readonly serviceMs: number;
  readonly error: ErrorKind | null;
}

export const idle: ThreadShares = { utilisation: 0, cpuShare: null, runQueueShare: null, cpuMs: 0 };

export function outcomeOf({ intendedMs, lagMs, serviceMs, error }: Done): Outcome {
  const sentAtMs = intendedMs + lagMs;
  const times = { sentAtMs, endedAtMs: sentAtMs + serviceMs, bytes: 3 };
  return error === null ? { kind: 'ok', ...times } : { kind: 'failed', ...times, error, detail: error };
}

export function openRecorder(users: number = 0): Recorder {
  const recorder = new Recorder({ startMs: 0, fromMs, toMs, stopped: false }, names, 'closed', users);
  recorder.measure();
  return recorder;
}

export function finish(recorder: Recorder, durationMs: number = toMs - fromMs, thread: ThreadShares = idle): Recording {
  return recorder.record(names, durationMs, { durationMs: fromMs, blockMs, p50sMs: [], steady: null }, thread, 'complete');
}

/** What one engine recorded of these operations. */
export function record(operations: readonly Done[], durationMs?: number): Recording {
  const recorder = openRecorder();
  for (const done of operations) {
    recorder.begin(done.intendedMs);
    recorder.end(done.operation, done.intendedMs, done.intendedMs, outcomeOf(done));
  }
  return finish(recorder, durationMs);
}

/** What several engines say together, of a closed load of two seconds. */
export function observed(recordings: readonly Recording[]): Observation {
  return observe(scenario({ durationMs: toMs - fromMs }), recordings);
}
