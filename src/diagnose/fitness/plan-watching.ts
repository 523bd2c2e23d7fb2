import { openChance } from '../../stats/chance.ts';

/** Cycles in each of which every beat comes once, in an order of its own: what drifts meanwhile then favours none of them. */
export function planWatching(beats: readonly number[], cycles: number, seed: number): readonly (readonly number[])[] {
  return Array.from({ length: cycles }, (_, cycle) => {
    const chance = openChance(seed, cycle);
    const order = [...beats];
    // Fisher and Yates' shuffle, as Durstenfeld wrote it: CACM 7, 1964.
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = chance.below(last + 1);
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    return order;
  });
}
