import type { ErrorKind } from '../../model/outcome.ts';
import type { Spread } from '../../model/simulated.ts';

/** Shares of operations that fail, in percent; one alone is of those answered with an error status. */
export type FailuresGiven = number | Readonly<Partial<Record<ErrorKind, number | undefined>>>;

/** What an operation of a simulated service does, as given; the short form is its time alone. */
export interface SimulateGiven {
  readonly time: number;
  readonly spread: Spread;
  readonly cpu?: number | undefined;
  readonly errors?: FailuresGiven | undefined;
  readonly holds: number;
  readonly leak: number;
  readonly lock?: 'key' | 'all' | undefined;
  readonly pooled: boolean;
  readonly yields: boolean;
  readonly racy: boolean;
  readonly 'mix-up': number;
}

/** An operation of a simulated service. */
export interface SimulatedGiven {
  readonly simulate?: SimulateGiven | undefined;
}
