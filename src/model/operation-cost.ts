/** What one kind of operation costs the service, from loads that had nothing else in them. Null where it could not be known. */
export interface OperationCost {
  readonly name: string;
  /** Finished while it was looked at. */
  readonly operations: number;
  readonly users: number;
  readonly cpuMsPerOperation: number | null;
  /** Mean size of an answer's body. */
  readonly answerBytes: number;
  /** Memory above the idle level at the worst moment, for each operation in flight. */
  readonly heldBytes: number | null;
  /** Descriptors above the idle level at the worst moment, for each operation in flight; its connection is one. */
  readonly heldDescriptors: number | null;
}
