import { median } from '../../stats/median.ts';
import { normalPoint } from '../../stats/normal.ts';

/** Of fewer the middle one may be anything. */
export const fewestControls = 3;
/** Chance of suspecting a sound runner, over all metrics; the spread comes from few pairs, which makes it three to four times as much. */
const level = 0.001;
/** A median's standard error in those of a mean, where noise is normal: √(π/2). */
const medianPrice = 1.2533;

/**
 * By how much base and base came out apart, where that is more than their noise explains and enough to count; else null. `spread` is the
 * standard deviation between the pairs of the test: there are more of them, and the noise is the same.
 */
export function findBias(controls: readonly number[], spread: number | null, floor: number, metrics: number): number | null {
  if (controls.length < fewestControls || spread === null) return null;
  const bias = median(controls);
  const least = (normalPoint(level / 2 / Math.max(1, metrics)) * medianPrice * spread) / Math.sqrt(controls.length);
  return Math.abs(bias) >= Math.max(floor, least) ? bias : null;
}

/** From what size on an effect is so much larger than what two copies of the same code differed by that this cannot be all there is to it. */
export function trustedFrom(bias: number): number {
  return 2 * Math.abs(bias);
}

/** Whether an effect is of that size. */
export function standsOut(estimate: number, bias: number): boolean {
  return Math.abs(estimate) >= trustedFrom(bias);
}
