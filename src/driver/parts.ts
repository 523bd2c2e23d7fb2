import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation, OperationSpec } from '../model/operation.ts';
import type { Surroundings } from '../model/surroundings.ts';
import type { Target } from '../model/target.ts';

/** What every driver is made of. */
export interface DriverParts<Spec extends OperationSpec = OperationSpec> {
  readonly target: Target;
  /** Its own alone, in the order in which sessions count them. */
  readonly operations: readonly Operation<Spec>[];
  readonly settings: DriverSettings;
  readonly surroundings: Surroundings;
  /** The clock its outcomes are told on. */
  readonly now: () => number;
  /** Hears whenever it has started or ended processes, with the leaders of all that live. */
  readonly onProcesses: (pids: readonly number[]) => void;
}

/** The same, with the operations of one kind alone. */
export function partsOf<Kind extends OperationSpec['driver']>(
  kind: Kind,
  parts: DriverParts,
): DriverParts<Extract<OperationSpec, { readonly driver: Kind }>> {
  const isOfKind = (one: Operation): one is Operation<Extract<OperationSpec, { readonly driver: Kind }>> => one.spec.driver === kind;
  return { ...parts, operations: parts.operations.filter(isOfKind) };
}
