import { ascending } from '../../stats/ascending.ts';

/**
 * The wait so long that half of all time spent waiting was spent in waits at least as long; 0 for none. A few who wait long weigh as much as
 * many who hardly do, and one who was late once does not: what a median hides of who is always overtaken, and a maximum makes too much of.
 */
export function halfOfWaiting(waitsMs: readonly number[]): number {
  const sorted = ascending(waitsMs);
  const total = sorted.reduce((sum, wait) => sum + wait, 0);
  let longer = 0;
  for (let index = sorted.length - 1; index >= 0; index -= 1) {
    const wait = sorted[index] ?? 0;
    longer += wait;
    if (2 * longer >= total) return wait;
  }
  return 0;
}
