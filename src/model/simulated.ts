import type { ErrorKind } from './outcome.ts';

/** How service times are spread around their mean; `lognormal` as widely as `exponential`, with a longer tail. */
export type Spread = 'constant' | 'exponential' | 'lognormal';

/** A service that does not exist: what all its operations have in common. */
export interface SimulatedSettings {
  /** `virtual`: time is made up, and minutes pass in a moment. `real-time`: it answers when it would. */
  readonly speed: 'virtual' | 'real-time';
  /** Of its chance; null where each process draws one of its own from the run's seed. */
  readonly seed: number | null;
  /** How many operations are served at once; all others wait in one line. */
  readonly servers: number;
  /** The universal scalability law's σ and κ: with n served at once each takes 1 + σ·(n−1) + κ·n·(n−1) times as long. */
  readonly contention: number;
  readonly coherency: number;
  /** What it holds with nothing to do. */
  readonly memoryBytes: number;
  /** The kernel kills it above that; null where there is room for ever. */
  readonly memoryLimitBytes: number | null;
  /** What every operation leaves behind. */
  readonly leakBytes: number;
  /** Share by which service times grow each minute that a process lives. */
  readonly driftPerMinute: number;
  /** From when on nobody is served, and for how long; `busy` while it computes all along. Null for never. */
  readonly freeze: { readonly atMs: number; readonly forMs: number; readonly busy: boolean } | null;
  /** With more than so many inside, that share of those who come is turned away; null where there is room for all. */
  readonly room: { readonly most: number; readonly turnedAwayShare: number } | null;
  readonly startupMs: number;
  /** Connections that pooled operations share; null for no pool. */
  readonly pool: number | null;
}

/** One operation of a simulated service. */
export interface SimulatedOperation {
  readonly driver: 'simulated';
  /** Mean service time with nobody else there. */
  readonly timeMs: number;
  readonly spread: Spread;
  readonly cpuMs: number;
  readonly errors: readonly { readonly kind: ErrorKind; readonly share: number }[];
  /** Held from its arrival to its end. */
  readonly heldBytes: number;
  readonly leakBytes: number;
  /** What it holds alone while it is served: nothing, its key, or the one lock of all. */
  readonly lock: 'none' | 'key' | 'all';
  readonly pooled: boolean;
  /** Served only while nobody is who does not yield. */
  readonly yields: boolean;
  /** Looks at a value when it begins and writes when it ends: what others wrote meanwhile is lost. */
  readonly racy: boolean;
  /** Share of answers that belong to another user. */
  readonly mixUpShare: number;
}
