/** How a service's process came to its end. */
export type Ending = { readonly kind: 'exited'; readonly code: number } | { readonly kind: 'killed'; readonly signal: string };
