/** How one race is searched. */
export interface RaceSearch {
  /** Orders of its steps to try. */
  readonly runs: number;
  /** Unsigned, 32 bits. */
  readonly seed: number;
  /** Leads to one run, which alone is tried then; empty for all of them. */
  readonly path: string;
  /** What one run may take. Only a run that waits takes any time worth speaking of. */
  readonly runMs: number;
  /** What all runs of a race may take, those that make a failure smaller included. */
  readonly raceMs: number;
}

/** What a process of its own is asked to try. */
export interface RaceOrder extends RaceSearch {
  /** Absolute path of the user's module. */
  readonly file: string;
  /** The one race that is wanted; null for all. */
  readonly only: string | null;
  /** Races that processes before this one have dealt with. */
  readonly done: readonly string[];
}
