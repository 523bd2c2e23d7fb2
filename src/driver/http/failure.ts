import { sayDistrust } from '../../words.ts';
import { codeOf, type Failure } from '../failure.ts';

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
