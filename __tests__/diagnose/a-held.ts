import type { Held } from '../../src/diagnose/held.ts';
import type { SocketCounts } from '../../src/model/reading.ts';

/** A service that listens, with whatever else is given. */
export function sockets(part: Partial<SocketCounts> = {}): SocketCounts {
  return { established: 0, listening: 1, closeWait: 0, passing: 0, others: 2, ...part };
}

/** A service with nothing to do, and the same with 17 users. */
export const idle: Held = {
  processes: 1,
  threads: 11,
  descriptors: 21,
  kinds: { files: 8, sockets: 1, pipes: 4, others: 8 },
  sockets: sockets(),
};
export const loaded: Held = { ...idle, threads: 15, descriptors: 38, sockets: sockets({ established: 17 }) };
