import type { HeapRoom } from '../../model/memory-bounds.ts';
import type { World } from '../../world.ts';
import { readAllocations, type Allocations } from './allocations.ts';
import { toFields, type Fields } from './fields.ts';
import { collect, measureLive, measureRoom } from './live-memory.ts';
import { directoryOf } from './node-process.ts';
import { openSession, type Session } from './session.ts';
import { openSocket } from './socket.ts';
import { openWorkers } from './workers.ts';

/** A full collection of a heap of some gigabytes takes seconds. */
const patienceMs = 10_000;
const openMs = 3_000;
const workerPatienceMs = 1_000;
/**
 * Mean bytes between two samples of what is allocated, taken from the beginning on, for two ends. It is small enough to see 100 bytes an
 * operation. And V8 counts the room it has set aside for what comes next as used, up to 256 KB of it; while samples are taken that room
 * ends where the next sample does: on Node 20 this makes measurements five times steadier.
 */
const sampling = { samplingInterval: 16_384, includeObjectsCollectedByMajorGC: false, includeObjectsCollectedByMinorGC: false };

/** One Node process whose inspector we speak with. */
export interface Inspected extends AsyncDisposable {
  /** Live memory of its threads in bytes; null when it does not answer. */
  measure(): Promise<number | null>;
  /** How full the heap of its main thread is. */
  room(): Promise<HeapRoom | null>;
  beginNaming(): Promise<void>;
  endNaming(): Promise<readonly Allocations[]>;
}

/** Connects to a process' inspector; null when that fails or nobody answers. */
export async function openInspected(pid: number, url: string, world: World): Promise<Inspected | null> {
  const socket = await openSocket(url, openMs, world);
  if (socket === null) return null;
  const main = openSession(socket, world);
  // A process with a debugger attached does not exit, so as not to spoil what is looked at: then we hang up at once.
  main.on('NodeRuntime.waitingForDisconnect', () => void socket[Symbol.asyncDispose]());
  const answers = await main.call('NodeRuntime.notifyWhenWaitingForDisconnect', { enabled: true }, openMs);
  if (answers === null) {
    await socket[Symbol.asyncDispose]();
    return null;
  }
  const workers = await openWorkers(main, world, openMs);
  const counted = new Set<Session>();
  const mute = new WeakSet<Session>();
  const sample = (thread: Session): Promise<unknown> => thread.call('HeapProfiler.startSampling', sampling, workerPatienceMs);

  /** A worker that waits for a lock cannot collect its garbage: it is left out. Null when it has been counted so far. */
  const measureWorker = async (worker: Session): Promise<number | null> => {
    if (mute.has(worker)) return 0;
    const before = counted.has(worker);
    if (!before) void sample(worker);
    const bytes = await measureLive(worker, workerPatienceMs);
    if (bytes !== null) counted.add(worker);
    else if (!worker.closed.aborted) mute.add(worker);
    return bytes ?? (before && !worker.closed.aborted ? null : 0);
  };
  /** What the live objects of all threads that were sampled say; from here on they are sampled anew. */
  const takeSamples = (): Promise<readonly Fields[]> =>
    Promise.all(
      [main, ...workers.sessions().filter((worker) => counted.has(worker))].map(async (thread) => {
        await collect(thread, patienceMs);
        const answer = await thread.call('HeapProfiler.stopSampling', {}, patienceMs);
        await sample(thread);
        return toFields(answer?.['profile']);
      }),
    );

  await sample(main);
  return {
    measure: async () => sum(await Promise.all([measureLive(main, patienceMs), ...workers.sessions().map(measureWorker)])),
    room: () => measureRoom(main, workerPatienceMs),
    beginNaming: async () => {
      await takeSamples();
    },
    endNaming: async () => (await takeSamples()).map((profile) => readAllocations(profile, directoryOf(pid))),
    [Symbol.asyncDispose]: () => socket[Symbol.asyncDispose](),
  };
}

/** Null when any is. */
export function sum(values: readonly (number | null)[]): number | null {
  return values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);
}
