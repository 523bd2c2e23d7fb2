import { ascending } from './ascending.ts';

/**
 * The q-quantile of a sample, 0 ≤ q ≤ 1: between the two order statistics around 1 + (n − 1)·q, linearly. NaN for no values.
 * Source: Hyndman & Fan, Sample Quantiles in Statistical Packages, 1996, definition 7 (the default of numpy and R).
 */
export function quantile(values: ArrayLike<number>, q: number): number {
  const sorted = ascending(values);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  // Equal neighbours are returned as they are: the weighted sum could differ from them in the last bit.
  return low === high ? low : low * (Math.ceil(at) - at) + high * (at - Math.floor(at));
}
