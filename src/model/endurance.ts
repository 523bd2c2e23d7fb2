/** What was seen after one batch of operations, when all of them were answered and the service was left alone for a moment. */
export interface Batch {
  /** Begun since the first batch of this process began, this batch included. */
  readonly operations: number;
  /** Of the operations of this batch, those whose clients hung up before the answer. */
  readonly abandoned: number;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /** CPU time the batch took; null where the monitor saw none of it. */
  readonly cpuMs: number | null;
  /** Live memory after a forced collection: V8's heap and what hangs on it. Null where the service is not a Node we can ask. */
  readonly heapBytes: number | null;
  /** Resident, without what processes share. */
  readonly rssBytes: number | null;
  readonly descriptors: number | null;
  readonly threads: number | null;
  readonly sockets: number | null;
  readonly processes: number | null;
}

/** One process' life under batch after batch of operations. */
export interface Endurance {
  /** How memory was looked at. */
  readonly by: 'heap' | 'rss';
  /** Whether clients hung up before their answers, or waited for them. */
  readonly mode: 'answered' | 'abandoned';
  /** 1 for the first process, 2 for the fresh one that must show it again. */
  readonly attempt: number;
  readonly durationMs: number;
  readonly batches: readonly Batch[];
}
