/** One metric, now against before. `kind` is about this metric alone. */
export interface Comparison {
  readonly metric: string;
  readonly unit: string;
  readonly before: number | null;
  readonly after: number;
  /** What a change, its interval, the smallest detectable one and the noise are in: percent of `before`, or points of a metric in percent. */
  readonly changeIn: 'percent' | 'points';
  readonly changePercent: number | null;
  readonly intervalPercent: readonly [low: number, high: number] | null;
  /** The smallest worsening that would have been seen at this noise. */
  readonly smallestDetectablePercent: number | null;
  /** How far measurements of one and the same code lie apart: between pairs their standard deviation, among runs what one in ten exceeds. */
  readonly noisePercent: number | null;
  /** The metric in the earlier runs that may be compared, oldest first. */
  readonly trail: readonly number[];
  /** Where those runs last changed their level for good. */
  readonly shift: Shift | null;
  /** Who lets a worsening pass, and why; null where nobody does. Hostile text. */
  readonly accepted: string | null;
  readonly kind: 'regression' | 'improvement' | 'no-change' | 'inconclusive' | 'not-comparable';
  readonly reason: string;
}

/** A lasting change of level in a history. */
export interface Shift {
  /** Of the first run on the new level. */
  readonly commit: string;
  readonly createdAt: string;
  /** How many runs ago that was, the last of the trail being one run ago. */
  readonly runsAgo: number;
  /** As the comparison's `changeIn` says. */
  readonly changePercent: number;
}
