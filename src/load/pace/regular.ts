/**
 * Counts at which arrivals are due when nothing is left to chance: half, one and a half, two and a half, …
 *
 * At any moment they are within half an arrival of the integral, whose whole numbers are the ends of measured times and
 * of steps, where rounding could put an arrival on either side; and none falls where the rate is zero.
 */
export function regular(): () => number {
  let arrival = 0;
  return () => arrival++ + 0.5;
}
