import type { Effect } from './effect.ts';

/** What is wrong with one key, and the operations that prove it. */
export interface Violation {
  /** The finding that tells of it. */
  readonly of: 'lost-update' | 'stale-read' | 'linearizability';
  readonly sentence: string;
  /** How many increments, entries, reads or values are wrong: which key is the worst. */
  readonly count: number;
  /** A handful, each once. */
  readonly proof: readonly Effect[];
  /** What else proves it, a line each. */
  readonly notes: readonly string[];
}

/** What can be said of one key. */
export type KeyVerdict =
  /** Each answer fits one order. */
  | { readonly kind: 'legal' }
  | { readonly kind: 'violated'; readonly violation: Violation }
  /** No fault was found by rules that find some only: to be searched. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unknown'; readonly why: string }
  /** Nothing was changed, or nothing was seen. */
  | { readonly kind: 'idle' };
