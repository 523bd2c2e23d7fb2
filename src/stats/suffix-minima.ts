/**
 * For every value the smallest from there on: what a series has not fallen below since. What comes and goes leaves no trace in it;
 * it never falls. The last values have little after them, and are as high as chance made them.
 */
export function suffixMinima(values: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  return values
    .toReversed()
    .map((value) => (least = Math.min(least, value)))
    .toReversed();
}
