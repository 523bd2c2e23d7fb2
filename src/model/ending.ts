/** How a service came to its end. */
export type Ending =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  /** Nobody listens at its address any more: all that is seen of one that somebody else started. */
  | { readonly kind: 'vanished' };
