import type { ErrorKind, Outcome } from '../model/outcome.ts';
import type { Hear } from '../model/session.ts';
import { printBytes, printDuration } from '../units/print.ts';

/** Why an operation failed: its kind, and one line for people. */
export interface Failure {
  readonly error: ErrorKind;
  readonly detail: string;
}

const maxDetail = 120;

/** The outcome of a failed operation. A request that never left (`sentAtMs` NaN) counts from its end. */
export function failedOutcome(failure: Failure, sentAtMs: number, endedAtMs: number, bytes: number): Outcome {
  const { error, detail } = failure;
  const line = detail.length <= maxDetail ? detail : `${detail.slice(0, maxDetail - 1)}…`;
  return { kind: 'failed', sentAtMs: Number.isNaN(sentAtMs) ? endedAtMs : sentAtMs, endedAtMs, bytes, error, detail: line };
}

/** What becomes of an operation whose session is closed meanwhile. */
export const closedInFlight: Failure = { error: 'reset', detail: 'the session was closed' };

/** An operation was not answered in its time. */
export function unanswered(timeoutMs: number): Failure {
  return { error: 'timeout', detail: `no complete answer within ${printDuration(timeoutMs)}` };
}

/** An answer is larger than one may be. */
export function oversized(maxBodyBytes: number): Failure {
  return { error: 'too-large', detail: `the answer passed ${printBytes(maxBodyBytes)}` };
}

/** Why a session performs nothing now. */
export function refusal(why: 'no such operation' | 'the session is closed' | 'the session is busy'): Failure {
  return { error: 'reset', detail: why };
}

/** Says at once that an operation failed of which nothing was sent. */
export function refuse(failure: Failure, nowMs: number, hear: Hear): void {
  hear(failedOutcome(failure, Number.NaN, nowMs, 0), nowMs);
}

/** A transport error's code; hostile text may hide in anything else. */
export function codeOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : error.name.slice(0, 60);
}
