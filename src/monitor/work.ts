import type { WorkReading } from '../model/checkup.ts';
import type { World } from '../world.ts';

/** How long a block takes about: long against the clock's and the loop's own steps, short against a scheduler's slice. */
const blockMs = 5;
const tryTurns = 200_000;
const slotCount = 4_096;

/** A computation that is the same every time. */
export interface FixedWork {
  /** Does one block and tells how long it took, in milliseconds. */
  block(): number;
}

/**
 * Finds out how much work fills a block here and now; from then on it is fixed. The compiler has then seen all of it: a first
 * block would otherwise be a slower one. Integers and a small table: nothing is allocated, so no collector has a say.
 */
export function fitWork({ now }: Pick<World, 'now'>): FixedWork {
  const slots = new Int32Array(slotCount);
  const measure = (turns: number): number => {
    const beganMs = now();
    churn(slots, turns);
    return now() - beganMs;
  };
  const tries = Array.from({ length: 10 }, () => measure(tryTurns));
  // The fastest try is the one nobody interrupted.
  const fastestMs = Math.max(0.01, Math.min(...tries));
  const turns = Math.max(1_000, Math.round((tryTurns * blockMs) / fastestMs));
  return { block: () => measure(turns) };
}

/** Does blocks in the calling thread for about so long, giving way to the loop between them. */
export async function workFor(
  work: FixedWork,
  forMs: number,
  world: Pick<World, 'now' | 'sleep' | 'interrupted' | 'threadTimes'>,
): Promise<WorkReading> {
  const beganMs = world.now();
  const began = world.threadTimes();
  const blocksMs: number[] = [];
  while (world.now() - beganMs < forMs && !world.interrupted.aborted) {
    blocksMs.push(work.block());
    await world.sleep(0);
  }
  const lastedMs = world.now() - beganMs;
  const ended = world.threadTimes();
  const known = began !== null && ended !== null && lastedMs > 0;
  return { blocksMs, runQueueShare: known ? (ended.waitedMs - began.waitedMs) / lastedMs : null };
}

/** Numerical Recipes' linear congruential generator, walking through a table that fits the first cache. */
function churn(slots: Int32Array, turns: number): void {
  let state = 1;
  for (let turn = 0; turn < turns; turn += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    const at = state & (slotCount - 1);
    slots[at] = ((slots[at] ?? 0) + state) | 0;
  }
}
