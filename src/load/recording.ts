import type { ErrorExample, Warmup } from '../model/observation.ts';
import type { ErrorKind } from '../model/outcome.ts';
import type { PackedDistribution } from './distribution.ts';
import type { PackedGauge } from './gauges.ts';
import type { PackedCalls } from './packed-calls.ts';
import type { PackedHistory } from './packed-history.ts';
import type { PackedIdentities } from './packed-identities.ts';

/** What one engine recorded of one run: plain data that travels between threads. Several are merged by addition. */
export interface Recording {
  /** All of the driver's operations, in its order. */
  readonly operations: readonly PackedTally[];
  readonly windows: readonly PackedWindow[];
  readonly lag: PackedDistribution;
  readonly late: PackedDistribution;
  readonly hiccups: PackedDistribution;
  readonly warmup: Warmup;
  readonly durationMs: number;
  readonly peakInFlight: number;
  readonly arrivals: ArrivalTally;
  readonly thread: ThreadShares;
  readonly ended: 'complete' | 'stopped';
  /** By user of a closed load, all of them: operations that succeeded. Absent in the open model. */
  readonly served?: Uint32Array;
  /** Only where one was asked for and an operation does something to a key. */
  readonly history?: PackedHistory;
  /** Only where an operation isolates its users. */
  readonly identities?: PackedIdentities;
  /** Only where they were asked for. */
  readonly calls?: PackedCalls;
}

export interface PackedTally {
  readonly name: string;
  readonly errors: number;
  readonly errorKinds: readonly (readonly [kind: ErrorKind, count: number])[];
  readonly errorExamples: readonly ErrorExample[];
  readonly bytes: number;
  readonly response: PackedDistribution;
  readonly service: PackedDistribution;
  /** Absent where the driver measures nothing else. */
  readonly measures?: readonly PackedGauge[];
}

export interface PackedWindow {
  readonly requests: number;
  readonly errors: number;
  readonly response: PackedDistribution;
}

/** What became of the arrivals of an open load in the measured time. In the closed model nothing ever waits in line. */
export interface ArrivalTally {
  /** Sent before the measured time was over. */
  readonly sentInTime: number;
  readonly queued: number;
  readonly longestQueue: number;
  readonly unsent: number;
  readonly connections: number;
}

/** How the engine's own thread fared in the measured time. */
export interface ThreadShares {
  readonly utilisation: number;
  readonly cpuShare: number | null;
  readonly runQueueShare: number | null;
  /** CPU time of the whole process. */
  readonly cpuMs: number;
}
