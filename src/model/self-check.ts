/** Whether the measuring itself can be believed. */
export type SelfCheck = { readonly kind: 'ok'; readonly sentence: string } | { readonly kind: 'spoiled'; readonly sentence: string };

export interface SelfChecks {
  readonly generator: SelfCheck;
  readonly monitor: SelfCheck;
  readonly runner: SelfCheck;
}
