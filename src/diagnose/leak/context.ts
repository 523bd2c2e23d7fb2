import type { Bound } from './bounds.ts';

/** What is known beside the looks. */
export interface LeakContext {
  /** Null where nobody knows. */
  readonly bound: Bound | null;
  /** The places of the program that hold most of what came to stay, largest first; hostile text. */
  readonly naming: readonly string[];
  readonly replay?: string;
}
