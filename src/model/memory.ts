import type { KeptAcceptance } from './acceptance.ts';
import type { Counterexample } from './counterexample.ts';
import type { Metric } from './metric.ts';

/** What is remembered of one earlier run. */
export interface RememberedRun {
  readonly createdAt: string;
  readonly commit: string;
  readonly ref: string;
  /** Class of machine it ran on; only equal classes are compared. */
  readonly runnerClass: string;
  readonly configHash: string;
  readonly metrics: readonly Metric[];
}

/** The baseline as a document. */
export interface Memory {
  readonly schema: 'plimsoll.baseline/1';
  readonly suite: string;
  /** `owner/name`; empty where it is not known. */
  readonly repository: string;
  /** Oldest first, at most 60 of each runner class and configuration, and 240 in all. */
  readonly runs: readonly RememberedRun[];
  /** What the default branch was let get worse by, newest last. */
  readonly acceptances: readonly KeptAcceptance[];
  /** Failing scenarios of earlier runs, newest last. */
  readonly counterexamples: readonly Counterexample[];
}

/** What looking for a baseline gave. `none` says why aloud and is never an error. */
export type Recall =
  | { readonly kind: 'found'; readonly memory: Memory; readonly sentence: string }
  | { readonly kind: 'none'; readonly sentence: string };

/** What became of saving one. */
export type Keeping = { readonly kind: 'kept'; readonly sentence: string } | { readonly kind: 'not-kept'; readonly sentence: string };
