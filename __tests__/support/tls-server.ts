import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import { join } from 'node:path';
import { listen } from './listen.ts';

const folder = join(import.meta.dirname, '../../fixtures/tls');

/** The certificate that a test's service over TLS shows: for localhost, 127.0.0.1 and ::1, signed by itself. */
export const certificate: string = readFileSync(join(folder, 'localhost.crt'), 'latin1');

/** A real server over TLS on a free loopback port, HTTP/2 for whoever asks for it. */
export interface TlsServer extends AsyncDisposable {
  readonly port: number;
  /** One line a request: HTTP version, the name asked for by SNI, path. */
  readonly asked: readonly string[];
}

/** Answers every request with its path, until disposed. */
export async function serveTls(): Promise<TlsServer> {
  const asked: string[] = [];
  const key = readFileSync(join(folder, 'localhost.key'), 'latin1');
  const server = createSecureServer({ key, cert: certificate, allowHTTP1: true }, (request, response) => {
    const { servername } = Object(request.stream === undefined ? request.socket : request.stream.session?.socket);
    asked.push(`${request.httpVersion} ${String(servername)} ${request.url}`);
    response.end(request.url);
  });
  return { ...(await listen(server, 'secureConnection')), asked };
}
