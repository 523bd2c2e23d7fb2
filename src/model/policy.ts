/** An upper bound on a measured number, in that number's unit. */
export interface Limit {
  /** `p95`, `mean`, `errors`, … */
  readonly metric: string;
  readonly max: number;
  readonly unit: string;
}

export type Blocking = 'regression' | 'breach' | 'broken-property';

/** What the gate was asked to hold a run to. Travels inside the run, so that judging needs no configuration. */
export interface Policy {
  readonly limits: readonly Limit[];
  readonly failOn: readonly Blocking[];
  readonly inconclusive: 'neutral' | 'fail';
  /** `auto`: earlier runs, and the base where they raise a doubt or are too few. */
  readonly compare: { readonly with: 'auto' | 'base' | 'history' | 'none' };
}
