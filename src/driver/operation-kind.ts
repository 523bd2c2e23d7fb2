import type { OperationSpec } from '../model/operation.ts';
import type { OperationGiven } from './operation-given.ts';

/** What a driver knows of the operations that it performs. */
export interface OperationKind {
  readonly driver: OperationSpec['driver'];
  /** Keys of an operation, of which one says that this driver performs it. */
  readonly actions: readonly string[];
  /** Further keys that only its operations have. */
  readonly details: readonly string[];
  /** What of `expect` it can look at. */
  readonly expects: readonly string[];
  decide(given: OperationGiven): OperationSpec;
  /** Every text of the request in which templates may stand, for whoever looks for one. */
  textsOf(given: OperationGiven): unknown;
}
