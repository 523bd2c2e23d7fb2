import type { OperationSpec } from '../model/operation.ts';
import type { OperationGiven } from './operation-given.ts';

/** A path in the configuration: `['operations', '*', 'run']`. */
export type Place = readonly string[];

/** What a driver knows of the operations that it performs. */
export interface OperationKind {
  readonly driver: OperationSpec['driver'];
  /** Keys of an operation, of which one says that this driver performs it. */
  readonly actions: readonly string[];
  /** Further keys that only its operations have. */
  readonly details: readonly string[];
  /** What of `expect` it can look at. */
  readonly expects: readonly string[];
  /** Places in the configuration whose text is a line for the shell; `*` stands for any name. */
  readonly shellLines?: readonly Place[];
  /** Places in the configuration in whose text `${PORT}` is the service's port. */
  readonly portTexts?: readonly Place[];
  decide(given: OperationGiven): OperationSpec;
  /** Every text of the request in which templates may stand, for whoever looks for one. */
  textsOf(given: OperationGiven): unknown;
}
