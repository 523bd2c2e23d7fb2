import type { Survey } from '../model/reading.ts';
import { surveyDescriptors } from './descriptors.ts';
import { openPressure } from './pressure.ts';
import { openSockets } from './sockets.ts';
import { openWorkAccount, type Worker } from './thread-work.ts';

/** A closer look at a tree. */
export interface CloseLook {
  readonly survey: Survey;
  /** Each process' CPU time by its threads, in milliseconds; null where nobody could say. */
  readonly ranMs: ReadonlyMap<number, number> | null;
}

/** Takes closer looks. */
export interface Surveyor extends Disposable {
  /** Sockets by state are told only where they are asked for, because they cost most. */
  look(atMs: number, workers: readonly Worker[], withSockets: boolean): CloseLook;
}

/** Opens closer looks at the tree under a process. */
export function openSurveyor(rootPid: number): Surveyor {
  const sockets = openSockets(rootPid);
  const pressure = openPressure(rootPid);
  const threads = openWorkAccount();
  return {
    look: (atMs, workers, withSockets) => {
      const held = surveyDescriptors(workers.map(({ pid }) => pid));
      const done = threads.survey(workers);
      return {
        survey: {
          atMs,
          processes: workers.length,
          descriptors: held?.kinds ?? null,
          sockets: withSockets && held !== null ? sockets.count(held.sockets) : null,
          work: done?.work ?? null,
          pressure: pressure(),
        },
        ranMs: done?.ranMs ?? null,
      };
    },
    [Symbol.dispose]: () => threads[Symbol.dispose](),
  };
}
