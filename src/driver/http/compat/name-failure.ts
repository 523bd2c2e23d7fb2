import { codeOf, type Failure } from '../../failure.ts';
import { headTooLarge, notHttp, refused, reset, unsendable } from '../failure.ts';

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

/** Names an error of undici's by its code and by how far the exchange had come. */
export function nameFailure(error: Error, stage: Stage): Failure {
  const code = codeOf(error);
  // undici calls any error so once it has read a Content-Length; before the head is complete it is the head that is wrong.
  if (code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' && stage !== 'answering') return notHttp('bad head');
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return headTooLarge;
  // undici's word for bytes nobody asked for, and for an upgrade nobody asked for.
  if (code === 'UND_ERR_SOCKET' && /^bad (response|upgrade)/.test(error.message)) return notHttp(error.message);
  if (code === 'UND_ERR_SOCKET') return reset(null);
  if (resets.has(code)) return reset(error);
  if (code.startsWith('HPE_')) return notHttp(code);
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED') return unsendable(error.message);
  return stage === 'unsent' ? refused(error) : reset(error);
}
