import { codeOf, type Failure } from '../failure.ts';
import type { Lacking } from '../reach.ts';

/** A failure that may be known to have changed nothing. */
export interface RedisFailure extends Failure {
  readonly undone?: true;
  /** What of the address the server does not accept, however often it is asked. */
  readonly lacks?: Lacking;
}

/** No connection came about, or the server would not have us: then with the code it answered with, and nothing else of what it said. */
export function refused(why: Error | string, lacks?: Lacking): RedisFailure {
  const detail = typeof why === 'string' ? why : `no connection (${codeOf(why)})`;
  return { error: 'refused', detail, ...(lacks === undefined ? {} : { lacks }) };
}

/** The connection went away before the answer was complete; no error when the other side ended it in order. */
export function reset(error: Error | null): RedisFailure {
  return { error: 'reset', detail: `the connection closed before the answer was complete${error === null ? '' : ` (${codeOf(error)})`}` };
}

export const stillLoading: RedisFailure = { error: 'refused', detail: 'the server is still loading what it holds (LOADING)' };
export const notRedis: RedisFailure = { error: 'protocol', detail: 'the answer breaks the protocol of Redis', lacks: 'address' };
export const unasked: RedisFailure = { error: 'protocol', detail: 'the server answered more than it was asked' };
export const watchedChanged: RedisFailure = {
  error: 'rejected',
  detail: 'the transaction was not carried out: a watched key had changed',
  undone: true,
};

/** What the server says before it looks at a command at all. */
const beforehand: ReadonlySet<string> = new Set(
  'LOADING READONLY OOM BUSY MISCONF NOPERM NOREPLICAS MASTERDOWN CLUSTERDOWN MOVED ASK EXECABORT NOSCRIPT'.split(' '),
);

/** An error that the server answered with. `where` is empty, or says of which of several commands; `alone`: it was the only one, and no script. */
export function rejected(error: Error, where: string, alone: boolean): RedisFailure {
  const text = oneLine(error.message);
  const code = codeOfReply(error);
  if (code === 'NOAUTH') return refused('the server asks for a password (NOAUTH)', 'login');
  if (text.startsWith('ERR max number of clients reached'))
    return refused('the server has too many connections (ERR max number of clients reached)');
  const detail = where === '' ? text : `${text.length <= 90 ? text : `${text.slice(0, 89)}…`} (${where})`;
  return { error: 'rejected', detail, ...(code === 'EXECABORT' || (alone && beforehand.has(code)) ? { undone: true } : {}) };
}

/** The first word of an error, by which it is told from others. */
export function codeOfReply(error: Error): string {
  return /^[A-Z]{2,30}(?=\s|$)/.exec(error.message)?.[0] ?? 'ERR';
}

/** Nothing that breaks a line, moves a cursor or turns letters around. */
// oxlint-disable-next-line no-control-regex -- these are exactly what is dropped
const unsafe = /[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\s]+/g;

/** Whatever the server wrote, in one line. */
function oneLine(text: string): string {
  return text.slice(0, 500).replace(unsafe, ' ').trim();
}
