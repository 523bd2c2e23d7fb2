/** When operations arrive in the open model. Rates are arrivals per second, times milliseconds from the beginning of the measured time. */
export type Arrivals =
  | { readonly pattern: 'constant'; readonly ratePerSecond: number }
  /** Arrivals of a Poisson process: independent people. Drawn by the scenario's seed. */
  | { readonly pattern: 'poisson'; readonly ratePerSecond: number }
  /** From one rate to another, linearly over the measured time. */
  | { readonly pattern: 'ramp'; readonly fromPerSecond: number; readonly toPerSecond: number }
  /** Rates one after another, each for an equal part of the measured time. */
  | { readonly pattern: 'step'; readonly ratesPerSecond: readonly number[] }
  /** A base rate, and a higher one for a while. */
  | {
      readonly pattern: 'spike';
      readonly ratePerSecond: number;
      readonly peakPerSecond: number;
      readonly atMs: number;
      readonly forMs: number;
    }
  /** `size` arrivals at once, every `everyMs`, the first at the beginning. */
  | { readonly pattern: 'burst'; readonly size: number; readonly everyMs: number }
  /** Swings around a mean, beginning at it and rising; the amplitude is at most the mean. */
  | { readonly pattern: 'sine'; readonly ratePerSecond: number; readonly amplitudePerSecond: number; readonly periodMs: number };
