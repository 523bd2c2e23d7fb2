import type { Comparison } from '../model/comparison.ts';
import { printChange } from '../units/print.ts';

type Group = Comparison['changeIn'];

const groups: readonly Group[] = ['percent', 'points'];

/** The smallest worsening that all of these would have shown; null when one of them cannot say. */
export function detectable(comparisons: readonly Comparison[]): number | null {
  const known = comparisons.map((each) => each.smallestDetectablePercent ?? Number.NaN);
  const most = Math.max(...known);
  return known.length > 0 && Number.isFinite(most) ? most : null;
}

/** Something of what changes by percent, and of what changes by points: `4 % and 0.5 points`; empty where neither is known. */
export function ofEach(
  comparisons: readonly Comparison[],
  amount: (some: readonly Comparison[]) => number | null,
  print: (amount: number, group: Group) => string = printChange,
): string {
  return groups
    .flatMap((group) => {
      const most = amount(comparisons.filter(({ changeIn }) => changeIn === group));
      return most === null ? [] : [print(most, group)];
    })
    .join(' and ');
}

/** No smaller than it is, in few digits: `4 %`, `0.5 points`. */
export function printUp(size: number, group: Group): string {
  const [step, least] = group === 'points' ? [10, 0.1] : [1, 1];
  // What is a tenth too much by its last bits only is none.
  return printChange(Math.max(least, Math.ceil(step * size - 1e-9) / step), group);
}
