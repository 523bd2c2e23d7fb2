import type { Counterexample } from '../model/counterexample.ts';
import type { DrainTest } from '../model/drain-test.ts';
import type { Finding } from '../model/finding.ts';
import type { Operation } from '../model/operation.ts';
import type { PropertySearch } from '../model/run.ts';
import type { Scenario } from '../model/scenario.ts';
import type { World } from '../world.ts';
import type { PropertySettings } from './settings.ts';
import type { TryScenario } from './trial.ts';

/** Everything a search is handed. */
export interface Quest {
  readonly users: { readonly min: number; readonly max: number };
  readonly operations: readonly Operation[];
  readonly keys: number;
  /** From how many bytes to how many a `{{payload}}` has; the most is the reference load's. */
  readonly payloadBytes: { readonly min: number; readonly max: number };
  /** Operations a second that were answered well under the most users and the configured mix; null where that is not known: no open loads then. */
  readonly carriedPerSecond: number | null;
  /** Least think time: what the configuration says users take. */
  readonly thinkMs: number;
  /** At most so many clients a second may ask beside the users and leave; 0 where none can. */
  readonly mostLeavingPerSecond: number;
  readonly settings: PropertySettings['stability'];
  /** Unsigned 32-bit. */
  readonly seed: number;
  /** Where fast-check begins, as an earlier search reported it; empty for the beginning. */
  readonly path: string;
  /** Failing scenarios of earlier runs, newest last. */
  readonly examples: readonly Scenario[];
  readonly budgetMs: number;
  /** Measured time of one scenario; its warm-up comes on top. */
  readonly scenarioMs: number;
  readonly world: World;
  readonly tryScenario: TryScenario;
  /** Absent where the service is not ours to start again. */
  readonly renewal?: Renewal;
  /** Called before each measurement and once at the end: scenarios done, scenarios planned, what goes on beside (`being confirmed`). */
  readonly onTrial?: (done: number, planned: number, note: string) => void;
  readonly replayCommand: (scenario: Scenario) => string;
}

/** How a search comes by a fresh process of the service. */
export interface Renewal {
  /** What stopping and starting it is expected to take. */
  readonly expectedMs: number;
  /** Puts a fresh process in the place of the present one; false when none started, and then there is no process any more. */
  renew(): Promise<boolean>;
}

/** From how much load on the service fails. */
export interface SmallestLoad {
  /** What is counted: users, or the highest rate of an open load. */
  readonly unit: 'users' | 'arrivals/s';
  /** The most likely one. */
  readonly least: number;
  /** Levels in a row that hold it with a chance of 90 %; more than it was found under stands for none. */
  readonly interval: readonly [low: number, high: number];
}

/** What a search found. */
export interface Exploration {
  readonly finding: Finding;
  /** Null where nothing broke, and for a crash or a hang. */
  readonly smallest: SmallestLoad | null;
  /** What was seen when the service got stuck, and the command that runs the load again; null when it did not. The finding leaves it out. */
  readonly hang: { readonly test: DrainTest; readonly replay: string } | null;
  readonly search: PropertySearch;
  readonly counterexamples: readonly Counterexample[];
  /** Measurements made, confirming and shrinking included. */
  readonly trials: number;
}
