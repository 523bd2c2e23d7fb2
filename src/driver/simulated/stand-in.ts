import type { DriverSettings } from '../../model/driver-settings.ts';
import type { Operation } from '../../model/operation.ts';
import type { SimulatedOperation } from '../../model/simulated.ts';
import type { SimulatedModel } from '../../model/simulated-model.ts';
import { isSimulated } from '../traits.ts';
import { decideSimulate } from './operation-kind.ts';
import { decideSimulated, simulatedSchema, simulateSchema } from './settings.ts';

/** Whatever performs these operations, a service that does not exist stands in for it: the configured one where there is one, in made-up time. */
export function standInFor(driver: DriverSettings, operations: readonly Operation[]): SimulatedModel {
  const settings = driver.simulated ?? decideSimulated(simulatedSchema.parse({}));
  return { settings: { ...settings, speed: 'virtual' }, operations: operations.map(standIn) };
}

/** The same operation, which takes a few milliseconds, does what it means, and never fails. */
function standIn(operation: Operation): Operation<SimulatedOperation> {
  return isSimulated(operation) ? operation : { ...operation, spec: decideSimulate(simulateSchema.parse('5ms')) };
}
