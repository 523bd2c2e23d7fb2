import type { Operation, OperationMeaning } from '../../src/model/operation.ts';
import { readBody, serveHttp, type HttpServer } from '../support/http-server.ts';
import { operation } from '../support/operations.ts';

/** A store that knows how often something was done to a key, comparisons left out. */
export interface Store extends HttpServer {
  asked(): number;
}

/**
 * Values and counters by key, as they should be: `PUT /KEY` writes its body, where `if-match` is sent only over that value;
 * `GET /KEY` tells the value, `POST /KEY` counts. `hangs` says which requests are taken in and never answered.
 */
export async function serveStore(hangs: (method: string, key: string) => boolean = () => false): Promise<Store> {
  const values = new Map<string, string>();
  const counts = new Map<string, number>();
  let asked = 0;
  const server = await serveHttp(async (request, response) => {
    const { method = '', url = '' } = request;
    const body = String(await readBody(request));
    const expected = request.headers['if-match'];
    if (expected === undefined && url !== '/none') asked += 1;
    if (method === 'PUT' && expected !== undefined && expected !== (values.get(url) ?? '')) {
      response.writeHead(412).end();
      return;
    }
    if (method === 'PUT') values.set(url, body);
    if (method === 'POST') counts.set(url, (counts.get(url) ?? 0) + 1);
    if (hangs(method, url)) return;
    response.end(JSON.stringify(method === 'POST' ? { count: counts.get(url) } : { value: values.get(url) ?? null }));
  });
  return { ...server, asked: () => asked };
}

const put = { method: 'PUT', path: '/{{key}}', body: '{{uuid}}' };
const meaning = (name: string, given: Parameters<typeof operation>[1], declared: OperationMeaning): Operation => ({
  ...operation(name, given),
  meaning: declared,
});

/** What can be done to the store, and what it means. */
export const storeOperations: readonly Operation[] = [
  meaning('put', put, { deed: { kind: 'write', key: '{{key}}', value: 'uuid' } }),
  meaning('get', { path: '/{{key}}' }, { deed: { kind: 'read', key: '{{key}}', value: '$.value', maxStaleMs: 0 } }),
  meaning('add', { method: 'POST', path: '/{{key}}' }, { deed: { kind: 'increment', key: 'count-{{key}}', by: 1, value: '$.count' } }),
  meaning(
    'swap',
    { ...put, headers: { 'if-match': '{{last}}' }, expect: { status: [200, 412] } },
    { deed: { kind: 'compare-and-set', key: '{{key}}', value: 'uuid', swapped: null } },
  ),
  operation('list', { path: '/none' }),
];
