import type { Metric } from './metric.ts';

/** Base and head, or base and base again, measured next to each other in processes of their own: one number a metric and side. */
export interface Pair {
  /** `control`: both sides are the base. */
  readonly kind: 'test' | 'control';
  /** Which side was started first. */
  readonly first: 'base' | 'head';
  readonly base: readonly Metric[];
  readonly head: readonly Metric[];
}

/** What a run was paired with, and what was measured. */
export interface Paired {
  /** Commit of the base; empty where it is not known. */
  readonly commit: string;
  /** What it is, for people: `merge base with origin/main`. Hostile text. */
  readonly name: string;
  /** In the order they were measured, those that failed left out. */
  readonly pairs: readonly Pair[];
  /** Pairs of the test that there was to be time for; looks are planned by it. */
  readonly planned: number;
  /** Why pairs came to nothing; a line each, which may hold what a service printed. */
  readonly failures: readonly string[];
  /** How many of these are the head's. */
  readonly headFailures: number;
  /** Whether a side's service ran already and was not restarted: then pairs share what one of its processes is faster or slower by. */
  readonly joined: boolean;
  /** Operations that the base does not answer, or not any more: left out on both sides. Hostile text. */
  readonly leftOut: readonly string[];
  /** What whoever reads the comparison should know of the base, a half-sentence each. Hostile text. */
  readonly notes: readonly string[];
  /** The longest that one pair took. */
  readonly pairMs: number;
}

/** What became of the comparison with the base. */
export type BaseSeen =
  | { readonly kind: 'paired'; readonly paired: Paired }
  /** Nothing that git knows differs between the two. */
  | { readonly kind: 'same'; readonly commit: string; readonly name: string }
  /** It was asked for and could not be had; `why` is a sentence or two that may hold hostile text. */
  | {
      readonly kind: 'absent';
      readonly why: string;
      /** Whether somebody counts on it: it was named, or a pull request goes into it. */
      readonly missed: boolean;
    }
  /** Not asked for, or earlier runs left no doubt. */
  | { readonly kind: 'unasked' };
