import { median } from './median.ts';

/** Scales the MAD of a normal sample to its standard deviation: 1 / Φ⁻¹(3/4). Source: Hampel, JASA 69, 1974. */
const normalScale = 1.482602218505602;

/** Median absolute deviation from the median; NaN for no values. */
export function mad(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}

/** Standard deviation as the MAD sees it: half of the values may be arbitrarily wrong without moving it far. */
export function robustSigma(values: readonly number[]): number {
  return normalScale * mad(values);
}
