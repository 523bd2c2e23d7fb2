import { ascending } from './ascending.ts';
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
  const means = new Float64Array((values.length * (values.length + 1)) / 2);
  let count = 0;
  values.forEach((one, index) => {
    for (let at = index; at < values.length; at += 1, count += 1) means[count] = (one + (values[at] ?? Number.NaN)) / 2;
  });
  means.sort();
  const masses = signedRankMasses(values.map((_, index) => index + 1));
  // Without ties twice the sum is even.
  return { estimate: median(means), interval: enclose(means, (sum) => masses[2 * sum] ?? 0, confidence) };
}

/** By how much the second sample lies above the first: the median of all differences, with the interval of the rank-sum test. */
export function hodgesLehmannShift(first: readonly number[], second: readonly number[], confidence: number): Shift {
  const differences = ascending(first.flatMap((before) => second.map((after) => after - before)));
  const masses = rankSumMasses(
    Array.from({ length: first.length + second.length }, (_, index) => index + 1),
    second.length,
  );
  const least = second.length * (second.length + 1);
  return { estimate: median(differences), interval: enclose(differences, (larger) => masses[least + 2 * larger] ?? 0, confidence) };
}

/** The order statistics that leave at most half of what is not promised beyond each; `mass` is the chance of each number below. */
function enclose(sorted: Float64Array, mass: (below: number) => number, confidence: number): readonly [low: number, high: number] | null {
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
