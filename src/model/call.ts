/** What came of a call: `failed` is an answer as well; of one that is `unanswered` nobody knows what became. */
export type CallEnd = 'ok' | 'failed' | 'unanswered';

/** One operation as its user saw it, whatever it does. */
export interface Call {
  /** Name of the operation. */
  readonly operation: string;
  readonly user: number;
  /** Before the first byte left, in milliseconds on the engine's clock. */
  readonly calledAtMs: number;
  /** After the whole answer was read, or when it was given up. */
  readonly endedAtMs: number;
  readonly end: CallEnd;
}

/** All that was called in one load, in the order of calling. */
export interface Calls {
  readonly calls: readonly Call[];
  /** Calls that were left out because there were too many. */
  readonly dropped: number;
}
