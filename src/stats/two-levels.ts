import { mean } from './mean.ts';

/** A series that goes to and fro between two levels. */
export interface TwoLevels {
  readonly low: number;
  readonly high: number;
  /** Distance of the levels in standard deviations around them; 2.7 for normal noise, which has no levels. Infinite without any. */
  readonly separation: number;
  /** Share of the values on the level that was taken less, 0…0.5. */
  readonly minority: number;
  /** Lengths of the stays on a level, in their order. */
  readonly stays: readonly number[];
}

/**
 * The two levels that a series is best told by, wherever its values lie: least squares over all cuts of the sorted values. Null
 * for fewer than three values or equal ones. Source: W. D. Fisher, On grouping for maximum homogeneity, JASA 53, 1958, two groups.
 */
export function twoLevels(values: readonly number[]): TwoLevels | null {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length < 3 || sorted[0] === sorted.at(-1)) return null;
  const cuts = Array.from({ length: sorted.length - 1 }, (_, index) => cutAt(sorted, index + 1));
  const best = cuts.reduce((least, cut) => (cut.squares < least.squares ? cut : least));
  const { low, high, squares, size } = best;
  return {
    low,
    high,
    separation: (high - low) / Math.sqrt(squares / (sorted.length - 2)),
    minority: Math.min(size, sorted.length - size) / sorted.length,
    stays: staysOf(values.map((value) => value > (low + high) / 2)),
  };
}

function cutAt(sorted: readonly number[], size: number): { low: number; high: number; squares: number; size: number } {
  const below = sorted.slice(0, size);
  const above = sorted.slice(size);
  const low = mean(below);
  const high = mean(above);
  const squares = below.reduce((sum, value) => sum + (value - low) ** 2, 0) + above.reduce((sum, value) => sum + (value - high) ** 2, 0);
  return { low, high, squares, size };
}

function staysOf(isHigh: readonly boolean[]): readonly number[] {
  const stays: number[] = [];
  isHigh.forEach((high, index) => {
    if (index > 0 && high === isHigh[index - 1]) stays.push((stays.pop() ?? 0) + 1);
    else stays.push(1);
  });
  return stays;
}
