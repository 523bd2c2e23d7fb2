/**
 * The integral of a pattern's rate over the measured time. Moments are milliseconds from its beginning; curves know
 * nothing of arrivals that are whole.
 */
export interface Curve {
  /** Arrivals per second that it begins with; of bursts their mean. */
  readonly firstPerSecond: number;
  /** How many arrivals are expected from the beginning to just before a moment; never falls. */
  countBy(atMs: number): number;
  /** The first moment by which so many are expected; never falls. Whatever lies beyond the measured time is not asked for. */
  momentOf(count: number): number;
}
