import { keepOpenIfSpare, type KeptFile } from './kept-file.ts';
import { parseSwitches } from './proc-status.ts';
import { readText } from './read-text.ts';

/** What one thread has done since it began. */
export interface ThreadTotals {
  readonly pid: number;
  readonly ranNs: number;
  readonly waitedNs: number;
  /** How often it has been given a core. */
  readonly slices: number;
  readonly voluntary: number;
  readonly involuntary: number;
}

/** Threads that are asked again and again. */
export interface Threads {
  /** Null when it has ended; `last` is what the same thread told before. */
  read(pid: number, tid: number, last: ThreadTotals | null): ThreadTotals | null;
  /** Closes what is kept open for these. */
  forget(which: (tid: number) => boolean): void;
}

/** Opens threads to be asked: their schedstat is kept open, and their status read only when they have run. */
export function openThreads(): Threads {
  const kept = new Map<number, KeptFile>();
  const readTimes = (pid: number, tid: number): string | null => {
    const path = `/proc/${pid}/task/${tid}/schedstat`;
    const told = kept.get(tid)?.read()?.toString('latin1');
    if (told !== undefined) return told;
    // Not asked before; or that one has ended, and its number is used again.
    kept.get(tid)?.close();
    const file = keepOpenIfSpare(path);
    if (file === null) kept.delete(tid);
    else kept.set(tid, file);
    return file === null ? readText(path) : (file.read()?.toString('latin1') ?? null);
  };
  return {
    read: (pid, tid, last) => {
      const [ranNs, waitedNs, slices] = readTimes(pid, tid)?.split(' ').map(Number) ?? [];
      if (ranNs === undefined || waitedNs === undefined || slices === undefined || Number.isNaN(ranNs + waitedNs + slices)) return null;
      // Who was given no core since then has changed nothing else either.
      const switches = last?.slices === slices ? last : parseSwitches(readText(`/proc/${pid}/task/${tid}/status`) ?? '');
      return { pid, ranNs, waitedNs, slices, voluntary: switches?.voluntary ?? 0, involuntary: switches?.involuntary ?? 0 };
    },
    forget: (which) => {
      for (const [tid, file] of kept) {
        if (!which(tid)) continue;
        file.close();
        kept.delete(tid);
      }
    },
  };
}
