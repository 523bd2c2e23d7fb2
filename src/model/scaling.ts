/**
 * What one visit to one number of users showed. The levels are visited by turns, each several times, so that none has the machine's good
 * minutes for itself.
 */
export interface LevelSeen {
  /** Of a closed load. */
  readonly users: number;
  /** Operations a second, failed ones included. */
  readonly ratePerSecond: number;
  /** Null where too few answers support it. */
  readonly p95Ms: number | null;
  readonly errorsPercent: number;
  /** Null where the service could not be watched. */
  readonly cpuMsPerOperation: number | null;
  /** Resident memory while the level lasted, without its beginning; null where the service could not be watched. */
  readonly rssBytes: number | null;
  /** Share of the time in which our own load generator ran or wanted to, 0…1. */
  readonly generatorShare: number;
}

/** How many users a service carries within given limits. */
export type Capacity =
  | {
      readonly kind: 'found';
      /** The most users that are carried. */
      readonly users: number;
      /** 90 %; its end may be `most`, and then it may be more. */
      readonly interval: readonly [low: number, high: number];
      /** The most users that were tried. */
      readonly most: number;
    }
  /** So many were carried, and more were not tried. */
  | { readonly kind: 'beyond'; readonly users: number }
  /** Not even so few were carried, and fewer were not tried. */
  | { readonly kind: 'below'; readonly users: number }
  | { readonly kind: 'unknown'; readonly why: string };
