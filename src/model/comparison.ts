/** One metric, now against before. `kind` is about this metric alone. */
export interface Comparison {
  readonly metric: string;
  readonly unit: string;
  readonly before: number | null;
  readonly after: number;
  readonly changePercent: number | null;
  readonly intervalPercent: readonly [low: number, high: number] | null;
  /** The smallest worsening that would have been seen at this noise. */
  readonly smallestDetectablePercent: number | null;
  readonly kind: 'regression' | 'improvement' | 'no-change' | 'inconclusive' | 'not-comparable';
  readonly reason: string;
}
