type Column = Float64Array | Uint8Array | Uint16Array | Uint32Array;

/** A column's values at the beginning of a longer one. */
export function grown<T extends Column>(from: T, to: T): T {
  to.set(from);
  return to;
}
