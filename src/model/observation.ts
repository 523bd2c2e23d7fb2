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
  readonly p95: number | null;
  /** Ends of a 95 % interval for p95, by order statistics; absent where the count supports none. */
  readonly p95Low?: number;
  readonly p95High?: number;
  readonly p99: number | null;
  readonly max: number | null;
}

/** One failed operation kept as an example, at most a few per operation. */
export interface ErrorExample {
  readonly error: ErrorKind;
  readonly detail: string;
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
}

/** One slice of the measured time. */
export interface Window {
  readonly startMs: number;
  readonly durationMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly p95Ms: number | null;
}

/** How the load generator itself fared: what its own thread measured in the same time. */
export interface GeneratorReadings {
  /** Event-loop utilisation of the engine's thread, 0…1. */
  readonly utilisation: number;
  /** Share of one core the engine's thread waited for a core while runnable, 0…1; null where the kernel does not say. */
  readonly runQueueShare: number | null;
  /** Actual send − intended start. */
  readonly lagMs: Latency;
}

/** Everything one scenario produced on the load side. */
export interface Observation {
  readonly scenario: Scenario;
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
  readonly generator: GeneratorReadings;
  /** `complete`, or why the load ended early. */
  readonly ended: 'complete' | 'stopped';
}

/** A glance at a running load, for the progress line. */
export interface LoadProgress {
  readonly elapsedMs: number;
  readonly requests: number;
  readonly errors: number;
  readonly p95Ms: number | null;
}
