import type { Growth } from './growth.ts';
import type { Judgement } from './judge.ts';

/** What would be said of a process if it ended now. */
export type SoFar = Exclude<Judgement, 'stairs'>;

/** What is thought of a quantity after a batch. */
export interface LeakLook {
  /** `leak` of a first process is a suspicion: another one must show it again. */
  readonly decision: 'go-on' | 'leak' | 'filling-up' | 'no-leak' | 'inconclusive';
  /** What would be said if nothing more came; null while there is too little to say anything. */
  readonly soFar: SoFar | null;
  readonly growth: Growth | null;
  /** Growth for each operation of the later half; of a mode with abandoned operations for each of those. */
  readonly perOperation: number | null;
  /** Its 95 % interval. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Operations it rests on; abandoned ones where those count. */
  readonly operations: number;
}
