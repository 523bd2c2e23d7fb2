import type { ExecSettings } from './exec.ts';
import type { ModuleSettings } from './module.ts';
import type { PostgresSettings } from './postgres.ts';
import type { RedisSettings } from './redis.ts';
import type { SimulatedSettings } from './simulated.ts';
import type { StdioSettings } from './stdio.ts';
import type { Trust } from './trust.ts';

/** Who speaks HTTP: `own` HTTP/1.1 over plain sockets, or `compat` with undici: HTTP/2 where the service offers it, and proxies. */
export type HttpClient = { readonly kind: 'own' } | { readonly kind: 'compat'; readonly proxy: string | null };

/** What holds for every operation, and for those of each driver; null for one that performs none. */
export interface DriverSettings {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly client: HttpClient;
  readonly trust: Trust;
  readonly stdio: StdioSettings | null;
  readonly exec: ExecSettings | null;
  readonly postgres: PostgresSettings | null;
  readonly redis: RedisSettings | null;
  readonly module: ModuleSettings | null;
  readonly simulated: SimulatedSettings | null;
}

/** Of a suite that speaks HTTP alone. */
export const noSuites: Pick<DriverSettings, 'stdio' | 'exec' | 'postgres' | 'redis' | 'module' | 'simulated'> = {
  stdio: null,
  exec: null,
  postgres: null,
  redis: null,
  module: null,
  simulated: null,
};
