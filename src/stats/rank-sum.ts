import { ascending } from './ascending.ts';
import { midranks } from './midranks.ts';
import { normalTail } from './normal.ts';

/** Mann and Whitney's test of two samples that have one distribution when there is no effect. */
export interface RankSum {
  /** Pairs in which the value of the second sample is the larger one; equal ones count half. */
  readonly larger: number;
  /** One-sided: the chance of the second sample being as much above, or below, the first when there is no effect. */
  readonly pAbove: number;
  readonly pBelow: number;
}

/** Products of the sizes up to which the distribution is counted out. */
const exactUpTo = 2_500;

/**
 * Exact for small samples, also with ties: the distribution is that of the observed ranks dealt out at random.
 * Source: H. B. Mann & D. R. Whitney, Annals of Mathematical Statistics 18, 1947; ties as B. Streitberg & J. Röhmel, 1986.
 */
export function rankSum(first: readonly number[], second: readonly number[]): RankSum {
  const ranks = midranks([...first, ...second]);
  const sum = ranks.slice(first.length).reduce((total, rank) => total + rank, 0);
  const larger = sum - (second.length * (second.length + 1)) / 2;
  if (first.length === 0 || second.length === 0) return { larger, pAbove: 1, pBelow: 1 };
  if (first.length * second.length > exactUpTo) return { larger, ...approximate(ranks, first.length, second.length, larger) };
  const chances = rankSumMasses(ranks, second.length);
  const at = Math.round(2 * sum);
  let [pAbove, pBelow] = [0, 0];
  chances.forEach((chance, value) => {
    if (value >= at) pAbove += chance;
    if (value <= at) pBelow += chance;
  });
  return { larger, pAbove: Math.min(1, pAbove), pBelow: Math.min(1, pBelow) };
}

/** Chances of twice the sum of `taken` of these ranks being 0, 1, 2, … when each choice is as likely. */
export function rankSumMasses(ranks: readonly number[], taken: number): Float64Array {
  const doubled = ascending(ranks.map((rank) => Math.round(2 * rank)));
  /** Of the first so many of them. */
  const sums = new Float64Array(doubled.length + 1);
  doubled.forEach((rank, index) => {
    sums[index + 1] = (sums[index] ?? 0) + rank;
  });
  const sumOf = (from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
  const width = sumOf(doubled.length - taken, doubled.length) + 1;
  // A row for each number of ranks taken so far, in shares of all the ways: the last row is what is asked.
  const rows = Array.from({ length: taken + 1 }, () => new Float64Array(width));
  const [none] = rows;
  if (none !== undefined) none[0] = 1;
  doubled.forEach((rank, index) => {
    // Rows too low to be filled by the ranks that are left lead nowhere.
    const fewest = Math.max(1, taken - (doubled.length - 1 - index));
    for (let count = Math.min(taken, index + 1); count >= fewest; count -= 1) {
      const [row, before] = [rows[count], rows[count - 1]];
      if (row === undefined || before === undefined) continue;
      const least = sumOf(0, count - 1) + rank;
      for (let sum = sumOf(index + 1 - count, index + 1); sum >= least; sum -= 1) row[sum] = (row[sum] ?? 0) + (before[sum - rank] ?? 0);
    }
  });
  const last = rows[taken] ?? new Float64Array(width);
  const ways = last.reduce((total, way) => total + way, 0);
  return last.map((way) => way / ways);
}

function approximate(ranks: readonly number[], first: number, second: number, larger: number): Pick<RankSum, 'pAbove' | 'pBelow'> {
  const count = first + second;
  const mean = (count + 1) / 2;
  const spread = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0);
  const deviation = Math.sqrt((first * second * spread) / (count * (count - 1)));
  const middle = (first * second) / 2;
  return { pAbove: normalTail((larger - middle - 0.5) / deviation), pBelow: normalTail((middle - larger - 0.5) / deviation) };
}
