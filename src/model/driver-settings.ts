import type { Trust } from './trust.ts';

/** Who speaks HTTP: `own` HTTP/1.1 over plain sockets, or `compat` with undici: HTTP/2 where the service offers it, and proxies. */
export type HttpClient = { readonly kind: 'own' } | { readonly kind: 'compat'; readonly proxy: string | null };

/** What holds for every operation of a driver. */
export interface DriverSettings {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly client: HttpClient;
  readonly trust: Trust;
}
