/** How long a service took to start, several times, and what starting anything costs on this machine. */
export interface StartupReadings {
  /** From the start of its process until it was ready, each start in order; the last one is the one that was loaded. */
  readonly readyMs: readonly number[];
  /** An empty Node process from its start to its end, taken between those. */
  readonly emptyMs: readonly number[];
  /** Why starts failed that should have gone like the others; a line each. */
  readonly failures: readonly string[];
}
