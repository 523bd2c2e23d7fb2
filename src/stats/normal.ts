/** Tail of the standard normal distribution above z, right to 1 part in 10⁷ also far out. Source: W. J. Cody, Math. Comp. 23, 1969, in the form of Numerical Recipes' erfc. */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const series = chebyshev.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const tail = (t * Math.exp(-x * x + series)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

/** The z above which this share of the standard normal distribution lies, 0 < tail < 1; its inverse by Newton's method. */
export function normalPoint(tail: number): number {
  if (!(tail > 0)) return Number.POSITIVE_INFINITY;
  if (!(tail < 1)) return Number.NEGATIVE_INFINITY;
  if (tail > 0.5) return -normalPoint(1 - tail);
  // Abramowitz & Stegun 26.2.22 is right to 0.003: a good place to begin.
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t);
  for (let step = 0; step < 6; step += 1) z += (normalTail(z) - tail) / density(z);
  return z;
}

/** Density of the standard normal distribution. */
export function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

const chebyshev = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
] as const;
