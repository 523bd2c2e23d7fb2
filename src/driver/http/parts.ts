import type { DriverSettings } from '../../model/driver-settings.ts';
import type { Judge } from './judge.ts';
import type { CompiledRequest } from './request.ts';

/** What every HTTP client is made of. */
export interface HttpParts {
  readonly url: URL;
  readonly requests: readonly CompiledRequest[];
  readonly settings: DriverSettings;
  readonly judge: Judge;
  readonly now: () => number;
}
