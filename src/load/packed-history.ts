/**
 * What one engine wrote down of what was done to keys, in columns: act i stands at place i of each. Plain data that travels
 * between threads without an object for an act. In the order in which answers came.
 */
export interface PackedHistory {
  /** On the engine's clock, as all times here. */
  readonly calledAtMs: Float64Array;
  /** Infinite where the outcome is unknown. */
  readonly returnedAtMs: Float64Array;
  /** Indices in the driver's list of operations. */
  readonly operations: Uint16Array;
  readonly users: Uint32Array;
  /** Indices in `keyNames`. */
  readonly keys: Uint32Array;
  readonly keyNames: readonly string[];
  /** The value that the request carried; null where it carried none. */
  readonly sent: readonly (string | null)[];
  /** The value that the answer told; null where it told none. */
  readonly told: readonly (string | null)[];
  /** The value that the request was to replace; null where it named none. */
  readonly expected: readonly (string | null)[];
  readonly dropped: number;
}
