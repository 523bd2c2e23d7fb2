import { growthOf } from './growth.ts';
import { judge, type Measure } from './judge.ts';
import type { LeakLook } from './look.ts';
import type { Track } from './track.ts';

/** When enough has been seen of a process. */
export interface Patience {
  /** Looks before anything is called a leak. */
  readonly leakLooks: number;
  /** What that takes of a first process, and of one that has to prove it: so many operations, or a growth that hardly anything is bound to. */
  readonly suspicion: Enough;
  readonly proof: Enough;
  /** Looks and operations before nothing is found; `slowLooks` suffice with fewer operations. */
  readonly calmLooks: number;
  readonly calmOperations: number;
  readonly slowLooks: number;
  /** Looks after which nothing more is to be expected. */
  readonly mostLooks: number;
}

/** One of them suffices. */
interface Enough {
  readonly operations: number;
  /** Of a mode with abandoned operations. */
  readonly abandoned: number;
  readonly grown: number;
}

/** What a quantity's looks say so far. */
export function lookAt({ points, share, isAbandoned }: Track, measure: Measure, patience: Patience, attempt: number): LeakLook {
  const growth = growthOf(points, measure.leastGained / 2);
  const looks = points.length;
  const operations = points.at(-1)?.x ?? 0;
  const isLast = looks >= patience.mostLooks;
  const tooFew = { soFar: null, growth, perOperation: null, interval: null, operations };
  if (growth === null) return { ...tooFew, decision: isLast ? 'inconclusive' : 'go-on' };
  const scaled = { ...measure, leastPerOperation: measure.leastPerOperation * share, promised: measure.promised * share };
  const judgement = judge(growth, scaled, attempt > 1 ? 'proof' : 'suspicion');
  const rate = judgement === 'stairs' ? growth.stairs : judgement === 'leak' ? growth.rate : growth.late;
  const soFar = judgement === 'stairs' ? 'leak' : judgement;
  const told = { soFar, growth, ...(rate ?? growth.late), operations };
  const enough = attempt > 1 ? patience.proof : patience.suspicion;
  const hasAbandoned = isAbandoned && operations >= enough.abandoned;
  const isEnough = hasAbandoned || operations * share >= enough.operations || growth.last - growth.first >= enough.grown;
  if (isEnough && looks >= patience.leakLooks) {
    if (soFar === 'leak') return { ...told, decision: 'leak' };
    // What slows down in a few looks may only have been quick at first.
    if (soFar === 'slowing' && attempt > 1 && looks >= 2 * patience.leakLooks) return { ...told, decision: 'filling-up' };
  }
  if ((soFar === 'filling-up' || soFar === 'no-leak') && looks >= patience.calmLooks) {
    if (operations * share >= patience.calmOperations || looks >= patience.slowLooks) return { ...told, decision: soFar };
  }
  return { ...told, decision: isLast ? (soFar === 'slowing' ? 'filling-up' : 'inconclusive') : 'go-on' };
}
