import type { BaselineSettings } from '../baseline/settings.ts';
import type { EnduranceSettings, LoadSettings } from '../load/settings.ts';
import type { DriverSettings } from '../model/driver-settings.ts';
import type { Operation } from '../model/operation.ts';
import type { Policy } from '../model/policy.ts';
import type { PropertySettings } from '../property/settings.ts';
import type { BaseSettings } from '../service/base-settings.ts';
import type { ServiceSettings } from '../service/settings.ts';

/** What the user asked for, decided: every default applied, every value checked. Plain data. */
export interface Config {
  readonly suite: string;
  readonly service: ServiceSettings;
  readonly base: BaseSettings;
  readonly operations: readonly Operation[];
  readonly driver: DriverSettings;
  readonly load: LoadSettings;
  readonly endurance: EnduranceSettings;
  readonly property: PropertySettings;
  readonly baseline: BaselineSettings;
  readonly policy: Policy;
  readonly budgetMs: number;
  /** First 16 hex digits of a sha256 over what makes runs comparable: operations and load, never limits. */
  readonly hash: string;
}
