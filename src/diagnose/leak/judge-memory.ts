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

/**
 * Operations, not seconds, buy certainty: what is proven has seen out caches, key spaces and warm-ups of so many operations, or of so many
 * bytes. Without forced collections not even a suspicion is worth anything before that: a heap grows for a while before it is tidied up.
 */
const proof = { operations: 24_000, abandoned: 1_000, grown: 128 * megabyte };
const calm = { calmLooks: 16, calmOperations: 12_000 };
const patience: Readonly<Record<Endurance['by'], Patience>> = {
  heap: {
    ...calm,
    leakLooks: 10,
    suspicion: { operations: 4_000, abandoned: 150, grown: 16 * megabyte },
    proof,
    slowLooks: 40,
    mostLooks: 120,
  },
  rss: { ...calm, leakLooks: 12, suspicion: proof, proof, slowLooks: 60, mostLooks: 300 },
};

/** What a process' memory says so far: bytes for each operation. To be asked after every batch. */
export function judgeMemory(endurance: Endurance): LeakLook {
  const { by, attempt } = endurance;
  return lookAt(trackOf(endurance, 'memory'), measures[by], patience[by], attempt);
}
