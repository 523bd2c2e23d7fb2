import { mean } from './mean.ts';
import { median } from './median.ts';
import { quantile } from './quantile.ts';
import { rankSum } from './rank-sum.ts';

/** Where a series changed its level for good. */
export interface ChangePoint {
  /** Index of the first value on the new level. */
  readonly at: number;
  /** Medians of the values since the change before, and until the next one. */
  readonly before: number;
  readonly after: number;
}

/** What lasts for fewer values is no level of its own. */
const shortest = 6;
/**
 * What one level more must save, in noises: of 60 values around one level, each as like its neighbour as 0.3, one series in a hundred or two
 * then has a change, and hardly any where neighbours have nothing in common.
 */
const penalty = 10.5;
/** Chance, one-sided, at which two stretches may differ in rank for nothing if nobody had looked for the best cut. */
const doubt = 0.0005;
/** Steps between neighbours count as noise up to so many times what three in four of them stay below. */
const mostNoises = 3;

/**
 * The lasting changes of level of a series, oldest first, none smaller than `least`: the cut into stretches with the least absolute deviations
 * from their medians, where each stretch has its price. Outliers count as far as they lie out wherever one cuts, and so move nothing. Sources:
 * B. Jackson et al., An algorithm for optimal partitioning of data on an interval, IEEE Signal Processing Letters 12, 2005; absolute deviations
 * as J. Bai, Journal of Statistical Planning and Inference 74, 1998; the price by simulation. Takes time by the third power of the length.
 */
export function changePoints(values: readonly number[], least: number): readonly ChangePoint[] {
  let cuts = cheapestCuts(values, penalty * noiseOf(values));
  for (;;) {
    const changes = changesAt(values, cuts);
    const doubtful =
      changes.find((change) => sizeOf(change) < least) ??
      changes.find((change, index) => !isClean(values, change) || !differ(values, cuts, index));
    if (doubtful === undefined) return changes;
    cuts = cuts.filter((cut) => cut !== doubtful.at);
  }
}

function sizeOf({ before, after }: ChangePoint): number {
  return Math.abs(after - before);
}

function changesAt(values: readonly number[], cuts: readonly number[]): readonly ChangePoint[] {
  const ends = [0, ...cuts, values.length];
  const levels = ends.slice(1).map((end, index) => median(values.slice(ends[index], end)));
  return cuts.map((at, index) => ({ at, before: levels[index] ?? Number.NaN, after: levels[index + 1] ?? Number.NaN }));
}

/** Whether the values beside a cut are on their own sides: where fewer than `shortest` lie apart, their stretch is filled up with others. */
function isClean(values: readonly number[], { at, before, after }: ChangePoint): boolean {
  const [last = Number.NaN, first = Number.NaN] = values.slice(at - 1, at + 1);
  return Math.abs(last - before) <= Math.abs(last - after) && Math.abs(first - after) <= Math.abs(first - before);
}

/** Whether the stretches on both sides of a cut differ in rank: where values go to and fro between two levels, medians jump by chance. */
function differ(values: readonly number[], cuts: readonly number[], index: number): boolean {
  const [from, at, to] = [cuts[index - 1] ?? 0, cuts[index] ?? 0, cuts[index + 1] ?? values.length];
  const { pAbove, pBelow } = rankSum(values.slice(from, at), values.slice(at, to));
  return Math.min(pAbove, pBelow) <= doubt;
}

/** The mean step between neighbours, which a few changes of level hardly move; far ones cut off. */
function noiseOf(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const steps = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? Number.NaN)));
  const most = mostNoises * quantile(steps, 0.75);
  return mean(most === 0 ? steps : steps.map((step) => Math.min(step, most)));
}

/** The cut into stretches whose deviations, and the price of each, are least: for each end the best last stretch. */
function cheapestCuts(values: readonly number[], price: number): readonly number[] {
  // The least that the values before each index cost, and where their last stretch begins.
  const best = values.map(() => ({ cost: Number.POSITIVE_INFINITY, from: 0 }));
  best.unshift({ cost: 0, from: 0 });
  for (let from = 0; from <= values.length - shortest; from += 1) {
    const before = best[from]?.cost ?? Number.POSITIVE_INFINITY;
    if (before === Number.POSITIVE_INFINITY) continue;
    const sorted: number[] = [];
    for (let end = from + 1; end <= values.length; end += 1) {
      insert(sorted, values[end - 1] ?? Number.NaN);
      if (end - from < shortest) continue;
      const cost = before + deviations(sorted) + price;
      if (cost < (best[end]?.cost ?? 0)) best[end] = { cost, from };
    }
  }
  const cuts: number[] = [];
  for (let end = best.at(-1)?.from ?? 0; end > 0; end = best[end]?.from ?? 0) cuts.unshift(end);
  return cuts;
}

function insert(sorted: number[], value: number): void {
  const at = sorted.findIndex((other) => other > value);
  sorted.splice(at === -1 ? sorted.length : at, 0, value);
}

/** Sum of the absolute deviations from the median, as that of the distances of the outermost, the next, and so on. */
function deviations(sorted: readonly number[]): number {
  let sum = 0;
  for (let low = 0, high = sorted.length - 1; low < high; low += 1, high -= 1) sum += (sorted[high] ?? 0) - (sorted[low] ?? 0);
  return sum;
}
