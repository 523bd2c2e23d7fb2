import type { Operation } from '../model/operation.ts';
import type { Driver } from '../model/session.ts';
import type { Target } from '../model/target.ts';
import { openHttp } from './http/open.ts';
import type { DriverSettings } from '../model/driver-settings.ts';

/** Opens the driver that performs these operations on the target. `now` is the clock its outcomes are told on. */
export function openDriver(target: Target, operations: readonly Operation[], settings: DriverSettings, now: () => number): Driver {
  const kind = operations[0]?.spec.driver ?? 'http';
  switch (kind) {
    case 'http':
      return openHttp(target, operations, settings, now);
    default:
      return kind satisfies never;
  }
}
