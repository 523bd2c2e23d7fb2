import type { Keeping, Memory, Recall } from '../model/memory.ts';

/** Remembers earlier runs. Neither call ever rejects: what went wrong is a sentence. */
export interface Baseline {
  recall(): Promise<Recall>;
  keep(memory: Memory): Promise<Keeping>;
}
