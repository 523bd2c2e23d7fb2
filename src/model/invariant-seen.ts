/** What was seen of an invariant; `found` is a short line of hostile text. `unseen`: nobody could look. */
export type InvariantSeen =
  | { readonly kind: 'seen'; readonly name: string; readonly expected: string; readonly found: string; readonly holds: boolean }
  | { readonly kind: 'unseen'; readonly name: string; readonly expected: string; readonly why: string };
