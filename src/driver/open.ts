import type { OperationSpec } from '../model/operation.ts';
import type { Driver } from '../model/session.ts';
import { joinDrivers } from './composite.ts';
import { openHttp } from './http/open.ts';
import { partsOf, type DriverParts } from './parts.ts';

export type { DriverParts } from './parts.ts';

/** Opens the drivers that perform these operations. */
export async function openDriver(parts: DriverParts): Promise<Driver> {
  const kinds = [...new Set(parts.operations.map(({ spec }) => spec.driver))];
  const [only = 'http'] = kinds;
  if (kinds.length < 2) return openKind(only, parts);
  const indicesOf = (kind: string): readonly number[] =>
    parts.operations.flatMap(({ spec }, index) => (spec.driver === kind ? [index] : []));
  return joinDrivers(await Promise.all(kinds.map(async (kind) => ({ driver: await openKind(kind, parts), operations: indicesOf(kind) }))));
}

/** Each is loaded when it is asked for: a client that nobody needs costs nothing. */
async function openKind(kind: OperationSpec['driver'], parts: DriverParts): Promise<Driver> {
  switch (kind) {
    case 'http':
      return openHttp(partsOf(kind, parts));
    case 'stdio':
      return (await import('./stdio/open.ts')).openStdio(partsOf(kind, parts));
    case 'exec':
      return (await import('./exec/open.ts')).openExec(partsOf(kind, parts));
    case 'postgres':
      return (await import('./postgres/open.ts')).openPostgres(partsOf(kind, parts));
    case 'redis':
      return (await import('./redis/open.ts')).openRedis(partsOf(kind, parts));
    case 'module':
      return (await import('./module/open.ts')).openModule(partsOf(kind, parts));
    case 'simulated':
      return (await import('./simulated/open.ts')).openSimulated(partsOf(kind, parts));
    default:
      return kind satisfies never;
  }
}
