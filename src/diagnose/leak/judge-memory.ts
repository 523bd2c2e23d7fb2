import type { Endurance } from '../../model/endurance.ts';
import type { Measure } from './judge.ts';
import { lookAt, type Patience } from './look-at.ts';
import type { LeakLook } from './look.ts';
import { trackOf } from './track.ts';

const megabyte = 1_024 ** 2;

/**
 * Live memory after a collection is right to a few hundred kilobytes, which sockets that are just being closed and compiled code come
 * to. What the kernel has given comes in pieces of up to a megabyte, and is hardly ever given back.
 */
const measures: Readonly<Record<Endurance['by'], Measure>> = {
  heap: { leastPerOperation: 64, leastGained: megabyte / 2, promised: 400, leastFilled: 2 * megabyte },
  rss: { leastPerOperation: 64, leastGained: 2 * megabyte, promised: 400, leastFilled: 4 * megabyte },
};

/** Without forced collections nothing is certain before 24 000 operations: a heap grows for a while before it is tidied up at all. */
const patience: Readonly<Record<Endurance['by'], Patience>> = {
  heap: { leakLooks: 10, leakOperations: 0, calmLooks: 16, calmOperations: 12_000, slowLooks: 28, mostLooks: 80 },
  rss: { leakLooks: 20, leakOperations: 24_000, calmLooks: 16, calmOperations: 12_000, slowLooks: 60, mostLooks: 300 },
};

/** What a process' memory says so far: bytes for each operation. To be asked after every batch. */
export function judgeMemory(endurance: Endurance): LeakLook {
  const { by, attempt } = endurance;
  return lookAt(trackOf(endurance, 'memory'), measures[by], patience[by], attempt);
}
