import type { DescriptorKinds, Reading, SocketCounts, Survey } from '../model/reading.ts';

/** What a process tree holds at a moment. Null stands for what nobody could see. */
export interface Held {
  readonly processes: number;
  readonly threads: number | null;
  readonly descriptors: number | null;
  readonly kinds: DescriptorKinds | null;
  readonly sockets: SocketCounts | null;
}

/** The same before, under and after the loads. */
export interface HeldThrough {
  /** Idle, before the first load. */
  readonly before: Held | null;
  /** At the end of a load. */
  readonly under: Held | null;
  /** After the load, when it was waited long enough. */
  readonly after: Held | null;
  /** After a further load; null where there was none. */
  readonly again: Held | null;
}

/** What a look and the closer look at the same moment saw. */
export function heldIn(reading: Reading, survey: Survey | null): Held {
  const { processes, threads, descriptors } = reading;
  return { processes, threads, descriptors, kinds: survey?.descriptors ?? null, sockets: survey?.sockets ?? null };
}

/** Whether all that is known has come back to what it was: then there is nothing more to wait for. */
export function settled(before: Held, now: Held): boolean {
  return numbersOf.every((of) => {
    const [was, is] = [of(before), of(now)];
    return was === null || is === null || is <= was;
  });
}

const numbersOf: readonly ((held: Held) => number | null)[] = [
  ({ processes }) => processes,
  ({ threads }) => threads,
  ({ descriptors }) => descriptors,
  ({ sockets }) => sockets?.established ?? null,
  ({ sockets }) => sockets?.closeWait ?? null,
];
