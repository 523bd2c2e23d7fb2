import type { Reading } from '../model/reading.ts';

/** Watches a process tree from its making until disposed. */
export interface Monitor extends Disposable {
  /** Oldest first; none is added once nothing of the tree lives. */
  readings(): readonly Reading[];
  /** Wall time spent reading so far. */
  costMs(): number;
}
