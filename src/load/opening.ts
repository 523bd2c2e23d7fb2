import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation } from '../model/operation.ts';
import type { Surroundings } from '../model/surroundings.ts';
import type { Target } from '../model/target.ts';

/** What an engine opens its driver with. */
export interface Opening {
  readonly target: Target;
  readonly operations: readonly Operation[];
  readonly driver: DriverSettings;
  readonly surroundings: Surroundings;
  /** How long the sessions of a load may take until they stand, in milliseconds; no time where absent. */
  readonly readyingMs?: number;
  /** How long servers that are only starting are waited for, milliseconds; nobody looks whether they let us in where absent. */
  readonly reachMs?: number;
  /** Whether nothing was measured yet: then whatever has to be begun is begun once for a try. */
  readonly isFirst?: boolean;
}
