import type { Flight } from './flight.ts';
import type { IsolationSeen } from './isolation.ts';
import type { Measure } from './measure.ts';
import type { ErrorKind } from './outcome.ts';
import type { Scenario } from './scenario.ts';

/** A distribution of milliseconds. Quantiles that the count does not support are null (p99 needs 100, p999 1 000 samples). */
export interface Latency {
  readonly count: number;
  readonly min: number | null;
  readonly mean: number | null;
  /** Lower end of a 95 % interval for the mean, by the normal approximation; absent for fewer than two values. */
  readonly meanLow?: number;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  /** Ends of a 95 % interval for p95, by order statistics; absent where the count supports none. */
  readonly p95Low?: number;
  readonly p95High?: number;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

/** One failed operation kept as an example, at most a few per operation. */
export interface ErrorExample {
  readonly error: ErrorKind;
  readonly detail: string;
}

/** What a driver measured of an operation beside its response; `values` are in its unit, not always in milliseconds. */
export interface MeasureObservation extends Measure {
  readonly values: Latency;
}

/** What one kind of operation did in one scenario, warm-up left out. */
export interface OperationObservation {
  readonly name: string;
  /** Completed operations, failed ones included. */
  readonly requests: number;
  readonly errors: number;
  readonly errorKinds: Readonly<Partial<Record<ErrorKind, number>>>;
  readonly errorExamples: readonly ErrorExample[];
  readonly bytes: number;
  /** Intended start → end, failed operations included. */
  readonly responseMs: Latency;
  /** Actual send → end. */
  readonly serviceMs: Latency;
  /** HDR V2 (base64) of the response times in integer microseconds. */
  readonly histogram: string;
  /** Absent where the driver measures nothing else, or failed before it could. */
  readonly measures?: readonly MeasureObservation[];
}

/** One slice of the measured time. */
export interface Window {
  readonly startMs: number;
  readonly durationMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** How the load generator itself fared in the measured time; of several engines the worst. */
export interface GeneratorReadings {
  /** Engine threads the load was spread over. */
  readonly engines: number;
  /** Event-loop utilisation of an engine's thread, 0…1. */
  readonly utilisation: number;
  /** Share of one core an engine's thread had, 0…1; null where the kernel does not say. */
  readonly cpuShare: number | null;
  /** Share of one core an engine's thread waited for a core while runnable, 0…1; null where the kernel does not say. */
  readonly runQueueShare: number | null;
  /** CPU time of the whole process: engines, clocks and all. */
  readonly cpuMs: number;
  /** Actual send − intended start. */
  readonly lagMs: Latency;
  /** Actual send − the moment it could have left: what of the lag is the generator's own, without the wait for a free connection. */
  readonly lateMs: Latency;
  /** How late a thread that only sleeps woke up: what the machine itself adds. Null where nobody looked. */
  readonly hiccupMs: Latency | null;
}

/** The part of a load that is left out of every number. */
export interface Warmup {
  readonly durationMs: number;
  readonly blockMs: number;
  /** Median response of each whole block; null where nothing was answered. */
  readonly p50sMs: readonly (number | null)[];
  /** Whether its end found the service steady; null where nobody asked. */
  readonly steady: boolean | null;
}

/** What became of the arrivals of an open load. */
export interface ArrivalCounts {
  /** Meant to start in the measured time. */
  readonly planned: number;
  readonly plannedRatePerSecond: number;
  /** Arrivals whose request left within the measured time, over that time. */
  readonly achievedRatePerSecond: number;
  /** Arrivals that found no connection free and waited in line. */
  readonly queued: number;
  readonly longestQueue: number;
  /** Arrivals that waited for a connection until their deadline and were never sent; they count as timeouts. */
  readonly unsent: number;
  readonly peakConnections: number;
}

/** Everything one scenario produced on the load side. */
export interface Observation {
  readonly scenario: Scenario;
  readonly warmup: Warmup;
  /** Measured wall time, warm-up left out. */
  readonly durationMs: number;
  readonly operations: readonly OperationObservation[];
  /** All operations merged; its name is `all`. */
  readonly total: OperationObservation;
  readonly windows: readonly Window[];
  readonly averageRatePerSecond: number;
  /** Best full window. */
  readonly peakRatePerSecond: number;
  /** Most operations in flight at once. */
  readonly peakInFlight: number;
  /** Null in the closed model. */
  readonly arrivals: ArrivalCounts | null;
  readonly generator: GeneratorReadings;
  /** `complete`, or why the load ended early. */
  readonly ended: 'complete' | 'stopped';
  /** Operations that succeeded, for each user of a closed load; absent in the open model. */
  readonly servedPerUser?: readonly number[];
  /** Whose data the users were shown; absent where no operation is declared to isolate them. */
  readonly isolation?: IsolationSeen;
}

/** A glance at a running load, for the progress line and for whoever watches for a service that stops answering. */
export interface LoadProgress {
  readonly elapsedMs: number;
  /** Whether the warm-up is over. */
  readonly measuring: boolean;
  readonly requests: number;
  readonly errors: number;
  readonly p95Ms: number | null;
  readonly inFlight: number;
  /** Answers of any status since the start, warm-up included; never timeouts, refusals or resets. */
  readonly answered: number;
  /** Operations since the start that were given up because their time was over. */
  readonly timedOut: number;
  /** Actual send → end of the slowest answer so far; null before the first. */
  readonly slowestMs: number | null;
  /** What is on its way, by operation. */
  readonly flights: readonly Flight[];
}
