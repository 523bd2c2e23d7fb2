import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Trust } from '../model/trust.ts';
import { sayDistrust } from '../words.ts';
import type { World } from '../world.ts';

/** One try's outcome: any answer below 500 is ready; `what` is for people; `silence` when none came in time. */
export type ProbeAnswer =
  | { readonly kind: 'ready' }
  /** `answered`: with a status, and not by refusing or breaking the connection. */
  | { readonly kind: 'not-ready'; readonly what: string; readonly answered: boolean }
  | { readonly kind: 'silence' };

/** Asks a URL once with GET, on a connection of its own; whatever the service does, it takes no longer than `timeoutMs`. */
export async function probe(url: string, trust: Trust, timeoutMs: number, cut: AbortSignal, world: World): Promise<ProbeAnswer> {
  const done = new AbortController();
  const answer = new Promise<ProbeAnswer>((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const believed = { rejectUnauthorized: !trust.insecure, ...(trust.ca === null ? {} : { ca: trust.ca }) };
    const headers = { accept: '*/*', connection: 'close' };
    const request = send(url, { agent: false, signal: done.signal, headers, ...believed }, (response) => {
      const status = response.statusCode ?? 0;
      // The head says it all; a body of any size is left unread.
      response.on('error', () => undefined);
      // Reset, not closed: else the service's end may hold its port for a minute, and it could not be started again.
      if (send === httpRequest) response.socket.resetAndDestroy();
      response.destroy();
      resolve(status < 500 ? { kind: 'ready' } : { kind: 'not-ready', what: `status ${status}`, answered: true });
    });
    request.on('error', (error) => resolve({ kind: 'not-ready', what: sayError(error), answered: false }));
    request.end();
  });
  const silence = world.sleep(timeoutMs, AbortSignal.any([cut, done.signal])).then((): ProbeAnswer => ({ kind: 'silence' }));
  const first = await Promise.race([answer, silence]);
  done.abort();
  return first;
}

function sayError(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ECONNRESET') return 'connection closed without an answer';
  if (code.startsWith('HPE_')) return `the answer was not HTTP (${code})`;
  const distrust = sayDistrust(code);
  if (distrust !== undefined) return distrust;
  return code === '' ? error.message : `${error.message} (${code})`;
}
