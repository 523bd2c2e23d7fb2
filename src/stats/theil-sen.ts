/** A slope with its 95 % interval. */
export interface Slope {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % point of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * The median slope of all pairs of points with different x, and its 95 % interval: a pair in four may be arbitrarily wrong without
 * moving the slope far. The interval holds for errors that do not depend on one another; sums of chance, such as what a process has
 * kept so far, make it too narrow. Null for fewer than three different x, or for so few points that the pairs cannot enclose 95 %.
 * Source: P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA 63, 1968, without the correction for ties.
 */
export function theilSen(points: readonly Point[]): Slope | null {
  const slopes = pairSlopes(points);
  if (new Set(points.map(({ x }) => x)).size < 3) return null;
  const count = points.length;
  const spread = z * Math.sqrt(kendallVariance(count));
  const low = slopes[Math.round((slopes.length - spread) / 2) - 1];
  const high = slopes[Math.round((slopes.length + spread) / 2)];
  const middle = slopes.length / 2;
  const slope = ((slopes[Math.ceil(middle) - 1] ?? Number.NaN) + (slopes[Math.floor(middle)] ?? Number.NaN)) / 2;
  return low === undefined || high === undefined ? null : { slope, low, high };
}

/** Slopes of all pairs of points at different x, ascending. */
export function pairSlopes(points: readonly Point[]): Float64Array {
  const slopes = new Float64Array((points.length * (points.length - 1)) / 2);
  let count = 0;
  points.forEach((one, index) => {
    for (let next = index + 1; next < points.length; next += 1) {
      const other = points[next];
      if (other === undefined || other.x === one.x) continue;
      slopes[count] = (other.y - one.y) / (other.x - one.x);
      count += 1;
    }
  });
  return slopes.subarray(0, count).sort();
}

/** Variance of Kendall's score for so many values that do not depend on one another. */
export function kendallVariance(count: number): number {
  return (count * (count - 1) * (2 * count + 5)) / 18;
}

/** One observation. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
