import { execKind } from './exec/operation-kind.ts';
import { httpKind } from './http/operation-kind.ts';
import { moduleKind } from './module/operation-kind.ts';
import type { OperationGiven } from './operation-given.ts';
import type { OperationKind, Place } from './operation-kind.ts';
import { postgresKind } from './postgres/operation-kind.ts';
import { redisKind } from './redis/operation-kind.ts';
import { simulatedKind } from './simulated/operation-kind.ts';
import { stdioKind } from './stdio/operation-kind.ts';

/** What each driver knows of its operations. */
const operationKinds: readonly OperationKind[] = [httpKind, stdioKind, execKind, postgresKind, redisKind, moduleKind, simulatedKind];

/** All keys that say who performs an operation. */
export const actions: readonly string[] = operationKinds.flatMap((kind) => kind.actions);

/** The drivers' own keys at the top of the configuration. */
export const rooms: readonly string[] = operationKinds.map(({ driver }) => driver);

/** Places in the configuration whose text is a line for the shell. */
export const shellLines: readonly Place[] = operationKinds.flatMap((kind) => kind.shellLines ?? []);

/** Places in the configuration in whose text `${PORT}` is the service's port. */
export const portTexts: readonly Place[] = operationKinds.flatMap((kind) => kind.portTexts ?? []);

/** Who performs a given operation: HTTP where it does not say. */
export function kindOf(given: Partial<OperationGiven>): OperationKind {
  return operationKinds.find((kind) => kind.actions.some((action) => Reflect.get(given, action) !== undefined)) ?? httpKind;
}

/** What of an operation its driver knows nothing of, and where. */
export function faultsOfKind(
  given: Partial<OperationGiven>,
): readonly { readonly path: readonly string[]; readonly expected: string; readonly found: string }[] {
  const named = actions.filter((action) => Reflect.get(given, action) !== undefined);
  if (named.length !== 1) return [{ path: [], expected: `exactly one of ${actions.join(', ')}`, found: named.join(', ') || 'none' }];
  const own = kindOf(given);
  const others = operationKinds.filter((kind) => kind !== own);
  const foreign = (keys: (kind: OperationKind) => readonly string[], known: readonly string[]): readonly string[] =>
    [...new Set(others.flatMap(keys))].filter((key) => !known.includes(key));
  const isGiven = (within: object | undefined, key: string): boolean => {
    const value: unknown = typeof within === 'object' && within !== null ? Reflect.get(within, key) : undefined;
    return value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
  };
  const misplaced = foreign((kind) => kind.details, own.details).filter((key) => isGiven(given, key));
  const unlooked = foreign((kind) => kind.expects, own.expects).filter((key) => isGiven(given.expect, key));
  const beside = (key: string, of: (kind: OperationKind) => readonly string[]): string =>
    `${key} only beside ${operationKinds
      .filter((kind) => of(kind).includes(key))
      .flatMap((kind) => kind.actions)
      .join(', ')}`;
  return [
    ...misplaced.map((key) => ({ path: [key], expected: beside(key, ({ details }) => details), found: String(named[0]) })),
    ...unlooked.map((key) => ({ path: ['expect', key], expected: beside(key, ({ expects }) => expects), found: String(named[0]) })),
  ];
}
