import { noSuites, type DriverSettings } from '../model/driver-settings.ts';
import type { Trust } from '../model/trust.ts';
import { decideExec, type ExecSettingsGiven } from './exec/settings.ts';
import { decideModule, type ModuleSettingsGiven } from './module/settings.ts';
import type { OperationGiven } from './operation-given.ts';
import { kindOf } from './operation-kinds.ts';
import { decidePostgres, type PostgresSettingsGiven } from './postgres/settings.ts';
import { decideRedis, type RedisSettingsGiven } from './redis/settings.ts';
import { decideSimulated, type SimulatedSettingsGiven } from './simulated/settings.ts';
import { faultsOfStdio } from './stdio/faults-of-stdio.ts';
import { decideStdio, type StdioSettingsGiven } from './stdio/settings.ts';

/** The settings of each driver as given. */
export interface SuitesGiven {
  readonly stdio?: StdioSettingsGiven | undefined;
  readonly exec?: ExecSettingsGiven | undefined;
  readonly postgres?: PostgresSettingsGiven | undefined;
  readonly redis?: RedisSettingsGiven | undefined;
  readonly module?: ModuleSettingsGiven | undefined;
  readonly simulated?: SimulatedSettingsGiven | undefined;
}

/** The driver's keys as given. */
export interface DriverGiven extends SuitesGiven {
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

/** The driver's keys, decided; `directory` is where paths begin. */
export function decideDriver(given: DriverGiven, trust: Trust, directory: string): DriverSettings {
  const kind = given.client ?? (given.proxy === undefined ? 'own' : 'compat');
  return {
    timeoutMs: given.timeout,
    maxBodyBytes: given['max-body'],
    client: kind === 'own' ? { kind } : { kind, proxy: given.proxy ?? null },
    trust,
    ...decideSuites(given, directory),
  };
}

function decideSuites(given: SuitesGiven, directory: string): Omit<DriverSettings, 'timeoutMs' | 'maxBodyBytes' | 'client' | 'trust'> {
  const { stdio, exec, postgres, redis, module, simulated } = given;
  return {
    ...noSuites,
    ...(stdio === undefined ? {} : { stdio: decideStdio(stdio) }),
    exec: decideExec(exec ?? {}, directory),
    ...(postgres === undefined ? {} : { postgres: decidePostgres(postgres, directory) }),
    ...(redis === undefined ? {} : { redis: decideRedis(redis, directory) }),
    ...(module === undefined ? {} : { module: decideModule(module, directory) }),
    ...(simulated === undefined ? {} : { simulated: decideSimulated(simulated) }),
  };
}

/** Drivers that perform nothing without settings of their own, by the key of these. */
const needing = ['stdio', 'postgres', 'redis', 'module', 'simulated'] as const;

/** What is wrong with the drivers' keys taken together, and where. Other faults may stand beside: nothing is taken for sound. */
export function faultsOfDriver(
  given: Partial<DriverGiven>,
  operations: Readonly<Record<string, OperationGiven>> = {},
): readonly { readonly path: readonly string[]; readonly expected: string }[] {
  const { client, proxy } = given;
  const all = Object.values(typeof operations === 'object' && operations !== null ? operations : {});
  const used = new Set(all.flatMap((one) => (typeof one === 'object' && one !== null ? [kindOf(one).driver] : [])));
  return [
    ...(client === 'own' && proxy !== undefined ? [{ path: ['client'], expected: 'compat, because only that one speaks to a proxy' }] : []),
    ...needing
      .filter((key) => used.has(key) && given[key] === undefined)
      .map((key) => ({ path: [], expected: `${key}, because operations are performed by it` })),
    ...faultsOfStdio(given.stdio, operations),
  ];
}
