import type { Endurance } from '../../model/endurance.ts';
import type { Measure } from './judge.ts';
import { lookAt, type Patience } from './look-at.ts';
import type { LeakLook } from './look.ts';
import { trackOf } from './track.ts';

/** A handle for every two thousand operations; below five of them a pool may just have grown. */
const measure: Measure = { leastPerOperation: 0.0005, leastGained: 5, promised: 0.005, leastFilled: 5 };
const patience: Patience = {
  leakLooks: 10,
  suspicion: { operations: 4_000, abandoned: 150, grown: 30 },
  proof: { operations: 24_000, abandoned: 1_000, grown: 300 },
  calmLooks: 16,
  calmOperations: 12_000,
  slowLooks: 40,
  mostLooks: 120,
};

/** What a process' open handles of a kind say so far: handles for each operation. To be asked after every batch. */
export function judgeHandles(endurance: Endurance, of: 'descriptors' | 'threads' | 'sockets'): LeakLook {
  return lookAt(trackOf(endurance, of), measure, patience, endurance.attempt);
}
