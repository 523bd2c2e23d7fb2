import type { Config } from '../config/schema.ts';
import type { Acceptance } from '../model/acceptance.ts';
import type { BaseSeen } from '../model/paired.ts';
import type { RunAlone, Runner, Source } from '../model/run.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Seek } from '../property/text.ts';
import type { Against } from './pairs.ts';

/** The version that a run is held against, side by side. */
export type BaseAsked =
  | {
      readonly kind: 'ready';
      readonly against: Against;
      /** Whether what was measured so far leaves a question that only the base can answer. */
      readonly isNeeded: (run: RunAlone) => boolean;
    }
  | Exclude<BaseSeen, { readonly kind: 'paired' }>;

/** What a run is asked to do. */
export interface Asked {
  readonly config: Config;
  readonly seed: number;
  /** fast-check's path into the seed's scenarios; empty for the beginning. */
  readonly path: string;
  readonly source: Source;
  readonly runner: Runner;
  readonly base: BaseAsked;
  /** Failing scenarios of earlier runs, tried first. */
  readonly examples: readonly Scenario[];
  /** What the commits since the base, or the label of a pull request, let get worse. */
  readonly accepted: readonly Acceptance[];
  /** The command line that runs this scenario again. */
  readonly replayCommand: (scenario: Scenario, seek?: Seek) => string;
}
