/** One look at a service's whole process tree. Null stands for what this system does not tell. */
export interface Reading {
  /** Monotonic milliseconds on the monitor's clock. */
  readonly atMs: number;
  readonly processes: number;
  /** CPU time the tree has used since the monitor began, children that ended included. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** Of it, what several processes hold and each counts as its own: shared memory, such as a database's buffers. As of the last closer look. */
  readonly sharedBytes: number | null;
  readonly vmsBytes: number | null;
  /** The kernel's own high-water mark since the last `mark`, summed over live processes. */
  readonly peakRssBytes: number | null;
  readonly threads: number | null;
  readonly descriptors: number | null;
}

/** A closer look, taken less often because it costs more. */
export interface Survey {
  readonly atMs: number;
  readonly processes: number;
  readonly descriptors: DescriptorKinds | null;
  readonly sockets: SocketCounts | null;
  /** What the tree's threads have done since the monitor began. */
  readonly work: ThreadWork | null;
  /** What the tree's control group and the machine have counted so far. */
  readonly pressure: Pressure;
}

/** Open descriptors by what they lead to. */
export interface DescriptorKinds {
  readonly files: number;
  readonly sockets: number;
  readonly pipes: number;
  readonly others: number;
}

/** The tree's sockets: TCP by state, and all others. */
export interface SocketCounts {
  readonly established: number;
  readonly listening: number;
  /** The peer has gone, and the service has not yet closed its end. */
  readonly closeWait: number;
  /** Closing, opening, or not bound to anything. */
  readonly passing: number;
  /** UDP, Unix and whatever else is a socket. */
  readonly others: number;
}

/** Sums over the threads of a tree, those that ended included as far as they were seen. */
export interface ThreadWork {
  /** Time on a core, from the scheduler's own nanoseconds. */
  readonly ranMs: number;
  /** Time runnable without a core. */
  readonly waitedMs: number;
  readonly voluntarySwitches: number;
  readonly involuntarySwitches: number;
}

/** Running totals; null where there is no such file. */
export interface Pressure {
  /** Time the control group of the service was stopped by its CPU quota. */
  readonly throttledMs: number | null;
  /** Highest memory of the control group so far; null as well where the group holds us too. */
  readonly groupPeakBytes: number | null;
  /** Processes of the control group that the kernel killed for want of memory. */
  readonly oomKills: number | null;
  /** Time in which some task of the machine stood still for want of it. */
  readonly cpuStallMs: number | null;
  readonly memoryStallMs: number | null;
  readonly ioStallMs: number | null;
}

/** A phase's readings, summed up. */
export interface ResourceUse {
  readonly readings: number;
  readonly durationMs: number;
  readonly cpuMs: number;
  /** CPU time over wall time: 1 is one core. */
  readonly cores: number;
  readonly rssBytes: Extent;
  readonly vmsBytes: Extent | null;
  readonly peakRssBytes: number | null;
  readonly threads: Extent | null;
  readonly descriptors: Extent | null;
  readonly processes: Extent;
  /** What the closer looks told; null where none was taken, or there is nothing to look at. */
  readonly close: CloseUse | null;
}

/** What the closer looks of a phase told. */
export interface CloseUse {
  /** At the last look of the phase. */
  readonly descriptors: DescriptorKinds | null;
  readonly sockets: SocketCounts | null;
  /** Mean number of threads that ran or wanted to. */
  readonly runnable: number | null;
  /** Mean number of threads that wanted a core and had none. */
  readonly waiting: number | null;
  readonly voluntarySwitchesPerSecond: number | null;
  readonly involuntarySwitchesPerSecond: number | null;
  readonly throttledMs: number | null;
  readonly groupPeakBytes: number | null;
  /** Share of the phase in which some task of the machine stood still for want of it, 0…1. */
  readonly cpuStall: number | null;
  readonly memoryStall: number | null;
  readonly ioStall: number | null;
}

/** First, largest and last value of a phase. */
export interface Extent {
  readonly first: number;
  readonly max: number;
  readonly last: number;
}
