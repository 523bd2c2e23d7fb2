import type { ErrorKind, Outcome } from '../../model/outcome.ts';
import type { Hear } from '../../model/session.ts';
import { sayDistrust } from '../../words.ts';

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

/** No connection came about. A certificate that is not believed is named with the setting that would believe it. */
export function refused(error: Error): Failure {
  const code = codeOf(error);
  return { error: 'refused', detail: sayDistrust(code) ?? `no connection (${code})` };
}

/** The connection went away before the answer was complete; no error when the other side ended it in order. */
export function reset(error: Error | null): Failure {
  const code = error === null ? '' : ` (${codeOf(error)})`;
  return { error: 'reset', detail: `the connection closed before the answer was complete${code}` };
}

/** The answer broke the protocol. */
export function notHttp(why: string): Failure {
  return { error: 'protocol', detail: `the answer is not HTTP/1.1 (${why})` };
}

/** The request is none that could be sent. */
export function unsendable(why: string): Failure {
  return { error: 'protocol', detail: `the request cannot be sent: ${why.replace(/\s+/g, ' ').slice(0, 80)}` };
}

export const headTooLarge: Failure = { error: 'too-large', detail: 'the head of the answer is too large' };
export const bytesAfterEnd: Failure = notHttp('bytes after its end');
export const bytesUnasked: Failure = notHttp('it came before the request');
export const closedInFlight: Failure = { error: 'reset', detail: 'the session was closed' };

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
