export type FitnessKind = 'ok' | 'limited' | 'unfit';

/** One thing that a machine must be good at to be measured on. */
export type FitnessCheck =
  | { readonly id: string; readonly kind: 'ok'; readonly sentence: string }
  /** `advice`: what to do about it, in one sentence. */
  | { readonly id: string; readonly kind: 'limited' | 'unfit'; readonly sentence: string; readonly advice: string };

/** Whether a machine is fit to measure on. */
export interface Fitness {
  /** The worst of the checks. */
  readonly kind: FitnessKind;
  readonly sentence: string;
  readonly checks: readonly FitnessCheck[];
  /** Rate up to which this machine has shown that its load generator is not the limit. */
  readonly generatorPerSecond: number;
  /** Differences between two single runs that are smaller than this are noise, in percent. */
  readonly smallestDifferencePercent: number;
}
