import type { Comparison } from './comparison.ts';

/** What it takes for a comparison to see a worsening of so many percent four times in five. */
export type Needed =
  | { readonly kind: 'pairs'; readonly percent: number; readonly pairs: number; readonly budgetMs: number }
  /** Not in as many pairs as a comparison ever measures. */
  | { readonly kind: 'too-noisy'; readonly percent: number }
  /** It is less than counts as a worsening of this metric. */
  | { readonly kind: 'too-small'; readonly percent: number };

/** What a comparison would see of one metric. A metric in percent changes by points: then all sizes but those of `needed`, which is empty, are points. */
export interface MetricSensitivity {
  readonly metric: string;
  readonly changeIn: Comparison['changeIn'];
  /** Standard deviation between pairs. */
  readonly noisePercent: number;
  /** By how much the second of two copies of the same code came out apart from the first, in the metric's own direction; of 95 %. */
  readonly apartPercent: number;
  readonly apartIntervalPercent: readonly [low: number, high: number];
  /** Where a gate would have called that a change: what it says of changes smaller than this is not to be trusted; else null. */
  readonly trustedFromPercent: number | null;
  /** The smallest worsening that would be seen four times in five, and the smallest that counts. */
  readonly smallestDetectablePercent: number;
  readonly countsFromPercent: number;
  readonly needed: readonly Needed[];
}

/**
 * Why a comparison on this machine is to be doubted: it told two copies of the same code apart, its budget is too short for the pairs it
 * takes, or noise hides all but large changes of all that tells of time or work.
 */
export type Doubt = 'told-apart' | 'too-short' | 'too-noisy';

/** What the pairs of two copies say. */
export interface Sensed {
  readonly doubts: readonly Doubt[];
  /** Those that are gated, in the order they are judged. */
  readonly metrics: readonly MetricSensitivity[];
  /** The one that tells of time or work and shows the smallest change; null where none was told. */
  readonly quietest: string | null;
  /** Of these too few pairs had a number. */
  readonly untold: readonly string[];
}

/** The smallest change of the user's own service that a comparison with the base would see on this machine. */
export type Sensitivity =
  /** There is no configuration, so nothing is known of a service. */
  | { readonly kind: 'unasked' }
  /** Two copies of the service cannot stand side by side. */
  | { readonly kind: 'impossible'; readonly sentence: string }
  /** It did not start, or too few pairs came to something. Hostile text. */
  | { readonly kind: 'failed'; readonly sentence: string }
  | ({
      readonly kind: 'measured';
      /** Hostile text. */
      readonly suite: string;
      /** Of a whole run; pairs get the share that a run gives them. */
      readonly budgetMs: number;
      /** Pairs that were measured, and how many a comparison with this budget has time for. */
      readonly pairs: number;
      readonly affordablePairs: number;
      readonly pairsPerMinute: number;
      /** The least that a comparison takes. */
      readonly enough: { readonly pairs: number; readonly budgetMs: number };
      /** Pairs that came to nothing. */
      readonly failures: number;
    } & Sensed);
