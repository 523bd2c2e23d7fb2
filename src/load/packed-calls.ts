/** The calls that one engine wrote down, in columns: call i stands at place i of each. In the order in which they ended. */
export interface PackedCalls {
  /** On the engine's clock, as all times here. */
  readonly calledAtMs: Float64Array;
  readonly endedAtMs: Float64Array;
  /** Indices in the driver's list of operations. */
  readonly operations: Uint16Array;
  readonly users: Uint32Array;
  /** Places in `callEnds`. */
  readonly ends: Uint8Array;
  readonly dropped: number;
}
