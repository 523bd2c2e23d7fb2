import type { OperationObservation } from './observation.ts';

/** A number with the ends of its 99.9 % interval; null where the count supports no such end. */
export interface Enclosed {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Of a response time, in milliseconds. */
export type SampledNumber = 'mean' | 'p50' | 'p95' | 'p99';

/** What the limits of the reference workload are judged by. */
export interface Sample extends Pick<OperationObservation, 'requests' | 'errors' | 'errorKinds'> {
  /** How many loads it holds: a second one alike where the first alone left a limit open. */
  readonly loads: number;
  /** What the count does not support is absent. */
  readonly responseMs: Readonly<Partial<Record<SampledNumber, Enclosed>>>;
}
