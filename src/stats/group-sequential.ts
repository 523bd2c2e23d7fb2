import { density, normalPoint, normalTail } from './normal.ts';

/** How much of the error a test may have made by a share of its data, 0…1. */
export type Spending = (share: number, level: number) => number;

/** Hardly anything early: what is decided at the end is hardly dearer than with one look. Source: K. K. G. Lan & D. L. DeMets, Biometrika 70, 1983. */
export const lateSpending: Spending = (share, level) => (share <= 0 ? 0 : 2 * normalTail(normalPoint(level / 2) / Math.sqrt(share)));

/** About the same at every look: clear cases end soon. Source: as above. */
export const evenSpending: Spending = (share, level) => level * Math.log(1 + (Math.E - 1) * Math.min(1, Math.max(0, share)));

/**
 * One-sided bounds for looks at growing data: by the time of each look the sum of independent steps has crossed one of them, when there
 * is no effect, with the chance that `spending` allows. `shares` ascend to at most 1.
 * Source: P. Armitage, C. K. McPherson & B. C. Rowe, JRSS A 132, 1969; C. Jennison & B. W. Turnbull, Group Sequential Methods, 2000, ch. 19.
 */
export function sequentialBounds(shares: readonly number[], level: number, spending: Spending): readonly number[] {
  const bounds: number[] = [];
  let spent = 0;
  let walk: Walk | null = null;
  for (const share of shares) {
    const step = Math.max(spending(share, level) - spent, 0);
    spent += step;
    const at: Walk | null = walk;
    const crossing = (bound: number): number => (at === null ? normalTail(bound) : crossed(at, share, bound));
    const bound = findBound(crossing, step);
    bounds.push(bound);
    walk = at === null ? begin(share, bound) : carry(at, share, bound);
  }
  return bounds;
}

/** The chance of having crossed one of these bounds at these shares, when the drift of z over the whole is `drift`. */
export function crossingChance(shares: readonly number[], bounds: readonly number[], drift: number = 0): number {
  let total = 0;
  let walk: Walk | null = null;
  shares.forEach((share, index) => {
    const bound = (bounds[index] ?? Number.POSITIVE_INFINITY) - drift * Math.sqrt(share);
    total += walk === null ? normalTail(bound) : crossed(walk, share, bound);
    walk = walk === null ? begin(share, bound) : carry(walk, share, bound);
  });
  return total;
}

/** Densities of the sum of steps, z·√share, on an even grid, as far as it has crossed no bound. */
interface Walk {
  readonly share: number;
  readonly from: number;
  readonly step: number;
  readonly densities: readonly number[];
}

/** Odd, for Simpson's rule: the levels come out right to five digits. */
const points = 201;
const farthest = 8;

function begin(share: number, bound: number): Walk {
  const root = Math.sqrt(share);
  return onGrid(share, bound, (sum) => density(sum / root) / root);
}

function carry(walk: Walk, share: number, bound: number): Walk {
  const deviation = Math.sqrt(share - walk.share);
  return onGrid(share, bound, (sum) => integrate(walk, (before) => density((sum - before) / deviation) / deviation));
}

function crossed(walk: Walk, share: number, bound: number): number {
  const deviation = Math.sqrt(share - walk.share);
  const line = bound * Math.sqrt(share);
  return integrate(walk, (before) => normalTail((line - before) / deviation));
}

function onGrid(share: number, bound: number, densityAt: (sum: number) => number): Walk {
  const root = Math.sqrt(share);
  const from = -farthest * root;
  const step = (Math.min(bound, farthest) * root - from) / (points - 1);
  return { share, from, step, densities: Array.from({ length: points }, (_, index) => densityAt(from + index * step)) };
}

/** Simpson's rule. */
function integrate({ from, step, densities }: Walk, weigh: (sum: number) => number): number {
  const total = densities.reduce((sum, mass, index) => {
    const weight = index === 0 || index === points - 1 ? 1 : index % 2 === 1 ? 4 : 2;
    return sum + weight * mass * weigh(from + index * step);
  }, 0);
  return (total * step) / 3;
}

/** By halving: the chance falls as the bound rises. */
function findBound(crossing: (bound: number) => number, allowed: number): number {
  let [low, high] = [-farthest, farthest];
  if (crossing(high) >= allowed) return Number.POSITIVE_INFINITY;
  for (let round = 0; round < 50; round += 1) {
    const middle = (low + high) / 2;
    if (crossing(middle) > allowed) low = middle;
    else high = middle;
  }
  return high;
}
