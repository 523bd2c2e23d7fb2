import type { ErrorKind } from '../../model/outcome.ts';

/** Why a request got no usable answer. */
export interface Failure {
  readonly error: ErrorKind;
  readonly detail: string;
}

const resets: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_DESTROYED',
  // The answer ended before its announced length: the other side closed in the middle.
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_EOF_STATE',
]);

/** How far an exchange had come: its request not yet written, written, or the head of the answer read. */
export type Stage = 'unsent' | 'written' | 'answering';

/** Names a transport error by its code and by how far the exchange had come. */
export function nameFailure(error: Error, stage: Stage): Failure {
  const code = codeOf(error);
  // undici calls any error so once it has read a Content-Length; before the head is complete it is the head that is wrong.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && stage !== 'answering') return notHttp('bad head');
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { error: 'too-large', detail: 'the head of the answer is too large' };
  // undici's word for bytes nobody asked for, and for an upgrade nobody asked for.
  if (code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)/.test(error.message)) return notHttp(error.message);
  if (code === 'UND_ERR_SOCKET' || resets.has(code)) return reset(code);
  if (code.startsWith('HPE_')) return notHttp(code);
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') {
    return { error: 'protocol', detail: `the request cannot be sent: ${oneLine(error.message)}` };
  }
  return stage !== 'unsent' ? reset(code) : { error: 'refused', detail: `no connection (${code})` };
}

function reset(code: string): Failure {
  const where = code === 'UND_ERR_SOCKET' ? '' : ` (${code})`;
  return { error: 'reset', detail: `the connection closed before the answer was complete${where}` };
}

function notHttp(why: string): Failure {
  return { error: 'protocol', detail: `the answer is not HTTP/1.1 (${why})` };
}

function codeOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : error.name.slice(0, 60);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 80);
}
