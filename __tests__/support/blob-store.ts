import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './http-server.ts';

/** As much of Azure's blob protocol as the @actions clients speak: one PUT, or blocks and a block list; one plain GET. */
export interface BlobStore {
  /** Bytes of a committed blob. */
  read(id: string): Buffer | undefined;
  write(id: string, bytes: Buffer): void;
  /** Answers a request for the blob `id`. */
  handle(id: string, request: IncomingMessage, response: ServerResponse, corrupt: boolean): Promise<void>;
}

/** An empty store. */
export function openBlobStore(): BlobStore {
  const committed = new Map<string, Buffer>();
  const blocks = new Map<string, Buffer>();

  const put = async (id: string, request: IncomingMessage): Promise<number> => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams;
    const body = await readBody(request);
    if (query.get('comp') === 'block') {
      blocks.set(`${id} ${query.get('blockid')}`, body);
      return 201;
    }
    if (query.get('comp') === 'blocklist') {
      const parts = [...body.toString().matchAll(/<Latest>([^<]*)<\/Latest>/g)].map((match) => blocks.get(`${id} ${match[1]}`));
      if (parts.some((part) => part === undefined)) return 400;
      committed.set(id, Buffer.concat(parts.filter((part) => part !== undefined)));
      return 201;
    }
    if (request.headers['x-ms-blob-type'] !== 'BlockBlob') return 400;
    committed.set(id, body);
    return 201;
  };

  return {
    read: (id) => committed.get(id),
    write: (id, bytes) => {
      committed.set(id, bytes);
    },
    handle: async (id, request, response, corrupt) => {
      if (request.method === 'PUT') {
        response.writeHead(await put(id, request), {
          etag: '"0x1"',
          'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
          'x-ms-request-id': '1',
        });
        response.end();
        return;
      }
      const bytes = committed.get(id);
      if (bytes === undefined) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'content-length': bytes.length, 'content-type': 'application/octet-stream' });
      response.end(request.method === 'HEAD' ? undefined : corrupt ? Buffer.alloc(bytes.length, 'not an archive ') : bytes);
    },
  };
}
