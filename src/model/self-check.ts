/** Whether one part of the measuring itself can be believed. */
export type SelfCheck = { readonly kind: 'ok'; readonly sentence: string } | Spoiled;

/** Our own trouble. It can only have made latencies longer than the service's. */
export interface Spoiled {
  readonly kind: 'spoiled';
  readonly sentence: string;
  /** Largest share of a response time that the trouble can have added, 0…1; absent when that is not known. */
  readonly mostShare?: number;
}

export interface SelfChecks {
  readonly generator: SelfCheck;
  readonly monitor: SelfCheck;
  readonly runner: SelfCheck;
}
