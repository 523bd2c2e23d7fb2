import { median } from './median.ts';
import { rankSumMasses } from './rank-sum.ts';
import { signedRankMasses } from './signed-rank.ts';

/** A shift with its interval. */
export interface Shift {
  readonly estimate: number;
  /** Null where so few values enclose no such interval. */
  readonly interval: readonly [low: number, high: number] | null;
}

/**
 * The middle of values: the median of the means of all pairs, each value with itself included; and the interval that the signed-rank test
 * does not reject at `confidence`. Half of the noise of the median, and hardly more than the mean's, whatever the tails; the interval
 * promises symmetry only. Source: J. L. Hodges & E. L. Lehmann, Annals of Mathematical Statistics 34, 1963.
 */
export function hodgesLehmann(values: readonly number[], confidence: number): Shift {
  const means = values.flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2)).toSorted((a, b) => a - b);
  const masses = signedRankMasses(values.map((_, index) => index + 1));
  // Without ties twice the sum is even.
  return { estimate: median(means), interval: enclose(means, (sum) => masses[2 * sum] ?? 0, confidence) };
}

/** By how much the second sample lies above the first: the median of all differences, with the interval of the rank-sum test. */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[], confidence: number): Shift {
  const differences = first.flatMap((before) => second.map((after) => after - before)).toSorted((a, b) => a - b);
  const masses = rankSumMasses(
    Array.from({ length: first.length + second.length }, (_, index) => index + 1),
    second.length,
  );
  const least = second.length * (second.length + 1);
  return { estimate: median(differences), interval: enclose(differences, (larger) => masses[least + 2 * larger] ?? 0, confidence) };
}

/** The order statistics that leave at most half of what is not promised beyond each; `mass` is the chance of each number below. */
function enclose(
  sorted: readonly number[],
  mass: (below: number) => number,
  confidence: number,
): readonly [low: number, high: number] | null {
  const allowed = (1 - confidence) / 2;
  let below = 0;
  let cut = 0;
  while (cut < sorted.length && below + mass(cut) <= allowed) {
    below += mass(cut);
    cut += 1;
  }
  const [low, high] = [sorted[cut - 1], sorted[sorted.length - cut]];
  return low === undefined || high === undefined || low > high ? null : [low, high];
}
