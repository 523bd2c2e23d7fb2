import type { DriverSettings } from '../../model/driver-settings.ts';
import type { Operation } from '../../model/operation.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import type { SimulatedModel } from '../../model/simulated-model.ts';
import { isSimulated } from '../traits.ts';
import { decideSimulated, simulatedSchema } from './settings.ts';

const timeMs = 5;
/** Of its time, for computing. */
const computedShare = 0.1;

/** Whatever performs these operations, a service that does not exist stands in for it: the configured one where there is one, in made-up time. */
export function standInFor(driver: DriverSettings, operations: readonly Operation[]): SimulatedModel {
  const settings = driver.simulated ?? decideSimulated(simulatedSchema.parse({}));
  return { settings: { ...settings, speed: 'virtual' }, operations: operations.map(standIn) };
}

/** The same operation, which takes a few milliseconds, does what it means, and never fails. */
function standIn(operation: Operation): Operation<SimulatedOperation> {
  if (isSimulated(operation)) return operation;
  const spec: SimulatedOperation = {
    driver: 'simulated',
    timeMs,
    spread: 'exponential',
    cpuMs: computedShare * timeMs,
    errors: [],
    heldBytes: 0,
    leakBytes: 0,
    lock: 'none',
    pooled: false,
    yields: false,
    racy: false,
    mixUpShare: 0,
  };
  return { ...operation, spec };
}
