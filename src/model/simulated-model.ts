import type { Operation } from './operation.ts';
import type { SimulatedOperation, SimulatedSettings } from './simulated.ts';

/** All that is true of a service that does not exist. */
export interface SimulatedModel {
  readonly settings: SimulatedSettings;
  readonly operations: readonly Operation<SimulatedOperation>[];
}
