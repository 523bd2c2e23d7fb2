interface OutcomeBase {
  /** What the user's module calls it. This and all other texts here are hostile. */
  readonly name: string;
  readonly sentence: string;
  /** Orders of its steps that were tried: up to the first that broke it, or all. */
  readonly runs: number;
  /** Lines of plain text. */
  readonly evidence: readonly string[];
}

/** What came of one race: a property whose steps were let through in one order after another. */
export type RaceOutcome =
  | (OutcomeBase & { readonly kind: 'held' })
  /** `path` leads to the run that broke it. */
  | (OutcomeBase & { readonly kind: 'broken'; readonly path: string })
  /** `path` leads to the run in which it could not go on, where there is such a one. */
  | (OutcomeBase & { readonly kind: 'inconclusive'; readonly path?: string });

export type RaceKind = RaceOutcome['kind'];

/** A race as it is told. */
export interface Race extends OutcomeBase {
  readonly kind: RaceKind;
  /** Command that tries the telling run again. */
  readonly replay?: string;
}

/** What came of all races of a module. */
export interface RaceReport {
  readonly kind: RaceKind;
  readonly sentence: string;
  /** As it was given. */
  readonly file: string;
  readonly seed: number;
  /** Why none could be tried; empty where they could. */
  readonly evidence: readonly string[];
  readonly races: readonly Race[];
}
