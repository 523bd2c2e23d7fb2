import type { DriverSettings } from '../model/driver-settings.ts';
import type { Trust } from '../model/trust.ts';

/** The driver's keys as given. */
export interface DriverGiven {
  readonly timeout: number;
  readonly 'max-body': number;
  readonly client?: DriverSettings['client']['kind'] | undefined;
  readonly proxy?: string | undefined;
  readonly tls: { readonly ca?: string | undefined; readonly insecure: boolean };
}

/** Which certificates are believed; `ca` is what stands in the file that was named. */
export function decideTrust({ tls }: DriverGiven, ca: string | null): Trust {
  return { ca, insecure: tls.insecure };
}

/** The driver's keys, decided. */
export function decideDriver(given: DriverGiven, trust: Trust): DriverSettings {
  const kind = given.client ?? (given.proxy === undefined ? 'own' : 'compat');
  return {
    timeoutMs: given.timeout,
    maxBodyBytes: given['max-body'],
    client: kind === 'own' ? { kind } : { kind, proxy: given.proxy ?? null },
    trust,
  };
}

/** What is wrong with the driver's keys taken together, and where; null when nothing is. */
export function faultOfDriver({ client, proxy }: Partial<DriverGiven>): { readonly path: string; readonly expected: string } | null {
  return client === 'own' && proxy !== undefined ? { path: 'client', expected: 'compat, because only that one speaks to a proxy' } : null;
}
