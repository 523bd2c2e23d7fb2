/** A sorted copy: many times faster than sorting with a comparison. NaN comes last. */
export function ascending(values: ArrayLike<number>): Float64Array {
  return new Float64Array(values).sort();
}
