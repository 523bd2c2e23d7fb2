import type { Arrivals } from './arrivals.ts';
import type { Constraint } from './constraint.ts';

/** One load, completely described: the same scenario sends the same operations in the same order. */
export type Scenario = ClosedScenario | OpenScenario;

interface Load {
  /** Operation name → weight, positive; names left out are not sent. */
  readonly mix: Readonly<Record<string, number>>;
  /** Number of distinct `{{key}}` values. */
  readonly keys: number;
  /** Zipf's exponent: the k-th key is asked for in proportion to 1/k^skew. Absent where all are asked for alike. */
  readonly skew?: number;
  /** Bytes of each `{{payload}}`; absent where no operation of the mix holds one. */
  readonly payloadBytes?: number;
  /** Measured time, after the warm-up. */
  readonly durationMs: number;
  /** Left out of every number. */
  readonly warmupMs: number;
  /** Unsigned 32-bit. */
  readonly seed: number;
}

/** Closed model: each user waits for its answer, then thinks. */
export interface ClosedScenario extends Load {
  readonly model: 'closed';
  readonly users: number;
  /** Mean think time between an answer and the next operation; 0 for none. */
  readonly thinkMs: number;
  /** So many clients a second beside the users ask, and leave so long after without waiting for the answer. Absent for none. */
  readonly abandon?: { readonly perSecond: number; readonly afterMs: number };
  /** Under which it is judged, all at once, each kind at most once: before them, under them and after. Absent for none; never empty. */
  readonly constraints?: readonly Constraint[];
}

/** Open model: operations arrive at their own times, whatever answers. */
export interface OpenScenario extends Load {
  readonly model: 'open';
  /** How arrivals are spread over the measured time; the warm-up goes at their first rate. */
  readonly arrivals: Arrivals;
  /** Most connections open at once; an arrival that finds none free waits in line, and its wait counts. */
  readonly connections: number;
}
