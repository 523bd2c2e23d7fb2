import { request } from 'node:http';
import type { World } from '../../world.ts';
import { toList, toText } from './fields.ts';
import { inTime } from './in-time.ts';
import type { Listener } from './loopback-listeners.ts';
import { parseJson } from './message.ts';

/** An inspector lists one target in some hundred bytes. */
const mostBytes = 65_536;

/** Asks a listener whether it is an inspector; the address of its WebSocket, null when it is something else. */
export async function askInspectorUrl({ host, port }: Listener, ms: number, world: World): Promise<string | null> {
  const done = new AbortController();
  const body = await inTime(ms, getList(`http://${host}:${port}/json/list`, done.signal), world);
  done.abort();
  return body === null ? null : findUrl(body, host, port);
}

/** The address of the first target in an inspector's list, if it leads to that very listener. */
export function findUrl(body: string, host: string, port: number): string | null {
  const [first] = toList(parseJson(body));
  const { id, webSocketDebuggerUrl } = first ?? {};
  const url = `ws://${host}:${port}/${toText(id)}`;
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(toText(id)) && webSocketDebuggerUrl === url ? url : null;
}

/** Rejects on whatever is no small answer with status 200. */
function getList(url: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, signal, headers: { connection: 'close' } }, (response) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > mostBytes || response.statusCode !== 200) asked.destroy(new Error('no inspector'));
        else parts.push(part);
      });
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    asked.on('error', reject);
    asked.end();
  });
}
