/** Beyond this many values the normal approximation of the binomial is exact to a rank or two. */
const exactUpTo = 2_000;
const tail = 0.025;
const z = 1.959964;

/**
 * Ranks (1…count) of the order statistics that enclose the `share` quantile with 95 % confidence, whatever the distribution: the
 * value of rank k lies above the quantile with probability P(B ≤ k − 1), below it with P(B ≥ k), B binomial (count, share). Null
 * where the count supports no such end. Source: H. A. David, H. N. Nagaraja, Order Statistics (2003), 7.1.
 */
export function quantileRanks(count: number, share: number): { readonly low: number | null; readonly high: number | null } {
  if (count < 1) return { low: null, high: null };
  return count > exactUpTo ? approximateRanks(count, share) : exactRanks(count, share);
}

function exactRanks(count: number, share: number): { readonly low: number | null; readonly high: number | null } {
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

function approximateRanks(count: number, share: number): { readonly low: number | null; readonly high: number | null } {
  const spread = z * Math.sqrt(count * share * (1 - share));
  const low = Math.floor(count * share - spread);
  const high = Math.ceil(count * share + spread) + 1;
  return { low: low < 1 ? null : low, high: high > count ? null : high };
}
