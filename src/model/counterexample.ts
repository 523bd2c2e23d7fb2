/** A scenario that broke a property, as its copyable text; kept in the baseline and tried first next time. */
export interface Counterexample {
  /** The property's finding identifier. */
  readonly property: string;
  readonly scenario: string;
}
