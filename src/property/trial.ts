import type { DrainTest } from '../model/drain-test.ts';
import type { Ending } from '../model/ending.ts';
import type { Observation } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Spoiled } from '../model/self-check.ts';

/** What one measurement of a scenario gave. */
export interface Trial {
  readonly observation: Observation;
  /** How the service died while it was loaded; null while it lives. */
  readonly crashed: Ending | null;
  /** What was seen when the service got stuck under it, which it is from then on; null while it answers. */
  readonly hang: DrainTest | null;
  /** Why the latencies cannot be believed as they are: our own load generator or the runner was the bottleneck. Null when they can. */
  readonly spoiled: Spoiled | null;
}

/** Puts the service under one scenario's load. Rejects only when it could not be measured at all. */
export type TryScenario = (scenario: Scenario) => Promise<Trial>;
