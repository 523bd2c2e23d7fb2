import { midranks } from './midranks.ts';
import { normalTail } from './normal.ts';

/** Wilcoxon's signed-rank test of values that are symmetric around zero when there is no effect. */
export interface SignedRank {
  /** Values that are not zero. */
  readonly count: number;
  /** Sum of the ranks of the positive ones. */
  readonly positive: number;
  /** One-sided: the chance of a sum as large, or as small, when there is no effect. */
  readonly pAbove: number;
  readonly pBelow: number;
}

/** Beyond this many values the normal approximation is right to three digits. */
const exactUpTo = 200;

/**
 * Exact for up to 200 values, also with ties: the distribution is that of the observed ranks with random signs. Zeros say nothing and
 * are left out. Source: F. Wilcoxon, Biometrics Bulletin 1, 1945; ties by the shift algorithm of B. Streitberg & J. Röhmel, Statistical
 * Software Newsletter 12, 1986.
 */
export function signedRank(values: readonly number[]): SignedRank {
  const kept = values.filter((value) => value !== 0);
  const ranks = midranks(kept.map(Math.abs));
  const positive = ranks.reduce((sum, rank, index) => ((kept[index] ?? 0) > 0 ? sum + rank : sum), 0);
  const count = kept.length;
  if (count === 0) return { count, positive, pAbove: 1, pBelow: 1 };
  if (count > exactUpTo) return { count, positive, ...approximate(ranks, positive) };
  const masses = signedRankMasses(ranks);
  const at = Math.round(2 * positive);
  return { count, positive, pAbove: sumOf(masses, at, masses.length), pBelow: sumOf(masses, 0, at + 1) };
}

/** Chances of twice the sum of the positive ranks being 0, 1, 2, … when each sign is a coin's. Ranks are multiples of a half. */
export function signedRankMasses(ranks: readonly number[]): Float64Array {
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const masses = new Float64Array(doubled.reduce((sum, rank) => sum + rank, 0) + 1);
  masses[0] = 1;
  let largest = 0;
  for (const rank of doubled) {
    largest += rank;
    for (let sum = largest; sum >= 0; sum -= 1) {
      masses[sum] = ((masses[sum] ?? 0) + (sum >= rank ? (masses[sum - rank] ?? 0) : 0)) / 2;
    }
  }
  return masses;
}

function approximate(ranks: readonly number[], positive: number): Pick<SignedRank, 'pAbove' | 'pBelow'> {
  const middle = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  const deviation = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2;
  // Half a rank towards the middle, because the sum is discrete.
  return { pAbove: normalTail((positive - middle - 0.5) / deviation), pBelow: normalTail((middle - positive - 0.5) / deviation) };
}

function sumOf(masses: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += masses[index] ?? 0;
  return Math.min(1, sum);
}
