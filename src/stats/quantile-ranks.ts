import { normalPoint } from './normal.ts';

/** Beyond this many values the approximation of the binomial is exact to a rank. */
const exactUpTo = 2_000;

interface Ranks {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Ranks (1…count) of the order statistics that enclose the `share` quantile with this confidence, whatever the distribution: the
 * value of rank k lies above the quantile with probability P(B ≤ k − 1), below it with P(B ≥ k), B binomial (count, share). Null
 * where the count supports no such end. Source: H. A. David, H. N. Nagaraja, Order Statistics (2003), 7.1.
 */
export function quantileRanks(count: number, share: number, confidence: number = 0.95): Ranks {
  const tail = (1 - confidence) / 2;
  if (count < 1) return { low: null, high: null };
  return count > exactUpTo ? approximateRanks(count, share, tail) : exactRanks(count, share, tail);
}

function exactRanks(count: number, share: number, tail: number): Ranks {
  // P(B = 0) in logarithms: 0.05 to the 2 000th would underflow.
  let logMass = count * Math.log(1 - share);
  const logOdds = Math.log(share / (1 - share));
  let below = 0;
  let low: number | null = null;
  let high: number | null = null;
  for (let successes = 0; successes < count; successes += 1) {
    below += Math.exp(logMass);
    const rank = successes + 1;
    if (below <= tail) low = rank;
    if (high === null && 1 - below <= tail) high = rank;
    logMass += logOdds + Math.log((count - successes) / (successes + 1));
  }
  return { low, high };
}

/** Normal, with the first term for skewness (Cornish and Fisher 1937): far out in the tails it is more than a rank. */
function approximateRanks(count: number, share: number, tail: number): Ranks {
  const z = normalPoint(tail);
  const spread = z * Math.sqrt(count * share * (1 - share));
  const middle = count * share + ((z ** 2 - 1) * (1 - 2 * share)) / 6;
  const low = Math.floor(middle - spread);
  const high = Math.ceil(middle + spread) + 1;
  return { low: low < 1 ? null : low, high: high > count ? null : high };
}
