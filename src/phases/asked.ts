import type { Config } from '../config/schema.ts';
import type { Runner, Source } from '../model/run.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Seek } from '../property/text.ts';

/** What a run is asked to do. */
export interface Asked {
  readonly config: Config;
  readonly seed: number;
  /** fast-check's path into the seed's scenarios; empty for the beginning. */
  readonly path: string;
  readonly source: Source;
  readonly runner: Runner;
  /** Failing scenarios of earlier runs, tried first. */
  readonly examples: readonly Scenario[];
  /** The command line that runs this scenario again. */
  readonly replayCommand: (scenario: Scenario, seek?: Seek) => string;
}
