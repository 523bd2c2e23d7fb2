/** What an operation did to one key, or saw there. Values are compared by equality only. */
export type Deed =
  | { readonly kind: 'write'; readonly value: string }
  /** `value` is null where the answer held none, or was never heard. */
  | { readonly kind: 'read'; readonly value: string | null }
  /** `after` is the count that the answer told, where it tells one. */
  | { readonly kind: 'increment'; readonly by: number; readonly after: number | null }
  /** `swapped` is null where nobody knows. */
  | { readonly kind: 'compare-and-set'; readonly expected: string; readonly value: string; readonly swapped: boolean | null }
  | { readonly kind: 'append'; readonly value: string };

/** One operation on one key, as its user saw it. */
export interface Act {
  /** Name of the operation. */
  readonly operation: string;
  /** A user that never heard of an operation's outcome goes on under another number. */
  readonly user: number;
  readonly key: string;
  readonly deed: Deed;
  /** Before the first byte left, in milliseconds on the engine's clock. */
  readonly calledAtMs: number;
  /** After the whole answer was read; infinite where the outcome is unknown. */
  readonly returnedAtMs: number;
}

/** All that was done to the keys of a service in one load, in the order in which it was called. */
export interface History {
  readonly acts: readonly Act[];
  /** Acts that were left out because there were too many; of a history with gaps nothing can be proved. */
  readonly dropped: number;
}
