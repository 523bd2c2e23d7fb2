/** What a process' memory may come to before something ends it; null where nobody says. */
export interface MemoryBounds {
  /** Of V8's heap, where that is what grew. */
  readonly heapBytes: number | null;
  /** Of its control groups. */
  readonly groupBytes: number | null;
}

/** What V8's heap holds, and what it may hold at most; in bytes. */
export interface HeapRoom {
  readonly usedBytes: number;
  readonly limitBytes: number;
}
