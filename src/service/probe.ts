import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { World } from '../world.ts';

/** One try's outcome: an answer below 500 is ready; `what` is for people. */
export interface ProbeAnswer {
  readonly ready: boolean;
  readonly what: string;
}

/** Asks a URL once with GET, on a connection of its own; whatever the service does, an answer comes within `timeoutMs`. */
export async function probe(url: string, timeoutMs: number, world: World): Promise<ProbeAnswer> {
  const over = new AbortController();
  const answer = new Promise<ProbeAnswer>((resolve) => {
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(url, { agent: false, signal: over.signal, headers: { accept: '*/*', connection: 'close' } }, (response) => {
      const status = response.statusCode ?? 0;
      // The head says it all; a body of any size is left unread.
      response.on('error', () => undefined);
      response.destroy();
      resolve({ ready: status >= 200 && status < 500, what: `status ${status}` });
    });
    request.on('error', (error) => resolve({ ready: false, what: sayError(error) }));
    request.end();
  });
  const late = world.sleep(timeoutMs, over.signal).then((): ProbeAnswer => ({ ready: false, what: `no answer within ${timeoutMs} ms` }));
  const first = await Promise.race([answer, late]);
  over.abort();
  return first;
}

function sayError(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNREFUSED') return 'connection refused';
  if (code === 'ECONNRESET') return 'connection closed without an answer';
  if (code.startsWith('HPE_')) return `the answer was not HTTP (${code})`;
  return code === '' ? error.message : `${error.message} (${code})`;
}
