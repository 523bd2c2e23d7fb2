import type { ThreadWork } from '../model/reading.ts';
import { listNames } from './read-text.ts';
import { openThreads, type ThreadTotals } from './thread-totals.ts';

/** A process whose threads are asked. */
export interface Worker {
  readonly pid: number;
  /** Whether it began after the account was opened: then all that it has done counts. */
  readonly isNew: boolean;
}

/** What a tree's threads have done since the account was opened, and how long each process' have run in all, in milliseconds. */
export interface WorkSurvey {
  readonly work: ThreadWork;
  readonly ranMs: ReadonlyMap<number, number>;
}

/** Adds up what threads do although they come and go; what one does after it was last asked, and then ends, is not known. */
export interface WorkAccount extends Disposable {
  /** Null when there are more threads than may be asked, or the kernel does not say. */
  survey(workers: readonly Worker[]): WorkSurvey | null;
}

/** Asking one costs some microseconds. */
const mostThreads = 4_096;

/** Opens an account of all threads of a tree. */
export function openWorkAccount(): WorkAccount {
  const threads = openThreads();
  let last: ReadonlyMap<number, ThreadTotals> = new Map();
  let ranNsOf: ReadonlyMap<number, number> = new Map();
  const sum = { ranNs: 0, waitedNs: 0, voluntary: 0, involuntary: 0 };
  return {
    survey: (workers) => {
      const listed = workers.map((worker) => ({ worker, tids: (listNames(`/proc/${worker.pid}/task`) ?? []).map(Number) }));
      if (listed.reduce((count, { tids }) => count + tids.length, 0) > mostThreads) return null;
      const now = new Map<number, ThreadTotals>();
      const ranNow = new Map<number, number>();
      for (const { worker, tids } of listed) {
        const counts = worker.isNew || ranNsOf.has(worker.pid);
        let ranNs = ranNsOf.get(worker.pid) ?? 0;
        for (const tid of tids) {
          const before = last.get(tid);
          const known = before?.pid === worker.pid ? before : null;
          const totals = threads.read(worker.pid, tid, known);
          if (totals === null) continue;
          now.set(tid, totals);
          const grown = growth(totals, known);
          ranNs += grown.ranNs;
          if (counts) for (const key of keys) sum[key] += grown[key];
        }
        ranNow.set(worker.pid, ranNs);
      }
      threads.forget((tid) => !now.has(tid));
      last = now;
      ranNsOf = ranNow;
      if (now.size === 0) return null;
      return {
        work: {
          ranMs: sum.ranNs / 1e6,
          waitedMs: sum.waitedNs / 1e6,
          voluntarySwitches: sum.voluntary,
          involuntarySwitches: sum.involuntary,
        },
        ranMs: new Map([...ranNow].map(([pid, ns]) => [pid, ns / 1e6])),
      };
    },
    [Symbol.dispose]: () => threads.forget(() => true),
  };
}

const keys = ['ranNs', 'waitedNs', 'voluntary', 'involuntary'] as const;

/** What a thread has done since it was last asked; everything when it is new, or its number is used again. */
function growth(now: ThreadTotals, last: ThreadTotals | null): Readonly<Record<(typeof keys)[number], number>> {
  if (last === null || now.ranNs < last.ranNs || now.slices < last.slices) return now;
  return {
    ranNs: now.ranNs - last.ranNs,
    waitedNs: Math.max(0, now.waitedNs - last.waitedNs),
    voluntary: Math.max(0, now.voluntary - last.voluntary),
    involuntary: Math.max(0, now.involuntary - last.involuntary),
  };
}
