import { driverSettings } from '../../__tests__/support/driving.ts';
import type { DriverSettings } from '../../src/model/driver-settings.ts';
import type { Operation, OperationSpec } from '../../src/model/operation.ts';
import { noAddress } from '../../src/model/target.ts';
import type { DriverParts } from '../../src/driver/parts.ts';

/** What a driver of one operation is opened with. */
export function partsOf<Spec extends OperationSpec>(
  spec: Spec,
  settings: Partial<DriverSettings>,
  url: string = noAddress,
): DriverParts<Spec> {
  const operation: Operation<Spec> = { name: 'one', weight: 1, meaning: {}, spec };
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  return {
    target: { url },
    operations: [operation],
    settings: driverSettings({ timeoutMs: 10_000, maxBodyBytes: 8_000_000, ...settings }),
    surroundings: { directory: process.cwd(), environment },
    now: () => performance.now(),
    onProcesses: () => undefined,
  };
}
