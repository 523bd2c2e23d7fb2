export type FitnessKind = 'ok' | 'limited' | 'unfit';

/** One thing that a machine must be good at to be measured on. */
export type FitnessCheck =
  | { readonly id: string; readonly kind: 'ok'; readonly sentence: string }
  /** `advice`: what to do about it, in one sentence. */
  | { readonly id: string; readonly kind: 'limited' | 'unfit'; readonly sentence: string; readonly advice: string };

/** By how much something changes, in percent of what it is without. */
export interface Change {
  readonly percent: number;
  /** Of 95 %. */
  readonly intervalPercent: readonly [low: number, high: number];
  /** A change of this size would be seen in four of five examinations like this one. */
  readonly visiblePercent: number;
}

/** What watching so many times a second does to what is watched; null where there was nothing to compare. */
export interface WatchEffect {
  readonly hertz: number;
  readonly rate: Change | null;
  readonly p50: Change | null;
  readonly cpuPerRequest: Change | null;
}

/** Whether watching changes what is watched, beat by beat. */
export type Watching = FitnessCheck & { readonly effects: readonly WatchEffect[] };

/** Whether a machine is fit to measure on. */
export interface Fitness {
  /** The worst of the checks and of what watching does. */
  readonly kind: FitnessKind;
  readonly sentence: string;
  /** What the machine is good at. */
  readonly checks: readonly FitnessCheck[];
  /** What we do to it. */
  readonly watching: Watching;
  /** Rate up to which this machine has shown that its load generator is not the limit. */
  readonly generatorPerSecond: number;
  /** Differences between two single runs that are smaller than this are noise, in percent. */
  readonly smallestDifferencePercent: number;
}
