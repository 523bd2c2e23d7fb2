/**
 * One load, completely described: the same scenario sends the same operations in the same order per user.
 * Closed model: each user waits for its answer, then thinks.
 */
export interface Scenario {
  readonly model: 'closed';
  readonly users: number;
  /** Operation name → weight, positive; names left out are not sent. */
  readonly mix: Readonly<Record<string, number>>;
  /** Mean think time between an answer and the next operation; 0 for none. */
  readonly thinkMs: number;
  /** Number of distinct `{{key}}` values. */
  readonly keys: number;
  /** Measured time, after the warm-up. */
  readonly durationMs: number;
  /** Left out of every number. */
  readonly warmupMs: number;
  /** Unsigned 32-bit. */
  readonly seed: number;
}
