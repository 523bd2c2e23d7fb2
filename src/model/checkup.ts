import type { Runner } from './run.ts';

/** How punctually an open load left at one rate. */
export interface PaceReading {
  readonly plannedPerSecond: number;
  readonly achievedPerSecond: number;
  /** Actual send − intended start; null where too few were sent to say. */
  readonly lagP50Ms: number | null;
  readonly lagP99Ms: number | null;
  /** How late a thread that only sleeps woke up; null where none was watched. */
  readonly hiccupP99Ms: number | null;
  readonly hiccupMaxMs: number | null;
}

/** What the load generator can do against a service that answers at once. */
export interface SpeedReading {
  readonly ratePerSecond: number;
  readonly requestsPerCpuSecond: number;
}

/** One load on a service that answers at once, while it was watched or left alone. */
export interface WatchReading {
  /** How often it was looked at, a second; 0: not at all. */
  readonly hertz: number;
  /** Looks that were taken meanwhile. */
  readonly looks: number;
  readonly ratePerSecond: number;
  /** Null where too few were answered to say. */
  readonly p50Ms: number | null;
  /** CPU time of the service for each request; null where the kernel does not tell it finely enough. */
  readonly cpuMsPerRequest: number | null;
}

/** The same computation, again and again, while nothing else of ours runs. */
export interface WorkReading {
  /** Wall time of each block. */
  readonly blocksMs: readonly number[];
  /** Share of the time that it waited for a core, 0…1; null where the kernel does not say. */
  readonly runQueueShare: number | null;
}

/** One round of all measurements; rounds are repeated so that their spread can be told. */
export interface CheckupRound {
  readonly paces: readonly PaceReading[];
  readonly speed: SpeedReading;
  readonly work: WorkReading;
  /** Cycles, in each of which every beat was tried once; its readings stand in the order they were taken. */
  readonly watched: readonly (readonly WatchReading[])[];
}

/** What `plimsoll doctor` measured of a machine. */
export interface Checkup {
  readonly runner: Runner;
  /** CPU time a second that the container may use, in cores; null where nothing limits it or nothing says so. */
  readonly quotaCores: number | null;
  readonly rounds: readonly CheckupRound[];
}
