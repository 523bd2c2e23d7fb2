import type { Bar } from './bar.ts';
import type { Observation } from './observation.ts';
import type { SelfChecks } from './self-check.ts';

/** A quick look at a service: one load, told for itself and judged by nobody. */
export interface Look {
  readonly observation: Observation;
  readonly self: Pick<SelfChecks, 'generator' | 'runner'>;
  /** Response times of all operations. */
  readonly bars: readonly Bar[];
}
