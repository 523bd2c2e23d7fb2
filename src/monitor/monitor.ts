import type { Reading, Survey } from '../model/reading.ts';

/** Watches a process tree from its making until disposed. */
export interface Monitor extends Disposable {
  /** Oldest first; none is added once nothing of the tree lives. */
  readings(): readonly Reading[];
  /** Oldest first: those taken by themselves, and those asked for. */
  surveys(): readonly Survey[];
  /**
   * Looks closely now, and takes a reading at the same moment; null where there is no /proc, or nothing of the tree lives. Sockets by
   * state are told only `with-sockets`: the kernel walks tables of a quarter of a million entries for it, some milliseconds each.
   */
  survey(how?: 'with-sockets'): Survey | null;
  /**
   * Takes a reading now where only one a second is to be had and `survey` takes none; elsewhere nothing is to be done. Never rejects.
   */
  refresh(): Promise<void>;
  /** Begins the high-water mark of memory anew, where the kernel allows it: a phase begins. */
  mark(): void;
  /** The living processes of the tree now, the root first. */
  pids(): readonly number[];
  /** Time spent reading so far: wall time, less what was waited for a core where that is known. */
  costMs(): number;
}
