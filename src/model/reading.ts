/** One look at the service's whole process tree. */
export interface Reading {
  /** Monotonic milliseconds on the monitor's clock. */
  readonly atMs: number;
  readonly processes: number;
  /** CPU time the tree has used since the monitor began, children that ended included. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** The kernel's own high-water mark, summed over live processes; null where it does not say. */
  readonly peakRssBytes: number | null;
  readonly threads: number | null;
  readonly descriptors: number | null;
}

/** A phase's readings, summed up. */
export interface ResourceUse {
  readonly readings: number;
  readonly durationMs: number;
  readonly cpuMs: number;
  /** CPU time over wall time: 1 is one core. */
  readonly cores: number;
  readonly rssBytes: Extent;
  readonly peakRssBytes: number | null;
  readonly threads: Extent | null;
  readonly descriptors: Extent | null;
  readonly processes: Extent;
}

/** First, largest and last value of a phase. */
export interface Extent {
  readonly first: number;
  readonly max: number;
  readonly last: number;
}
