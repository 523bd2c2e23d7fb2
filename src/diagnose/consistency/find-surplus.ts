import type { Raise, Sighting } from './count.ts';
import { countBelow, countUpTo } from './count-below.ts';
import { byStart, compare, type Effect } from './effect.ts';

/** Two sightings between which the count rose by more than can have been added to it. */
export interface Surplus {
  readonly first: Sighting;
  readonly second: Sighting;
  /** In steps. */
  readonly tooMany: number;
  /** What can have been added between them, in steps. */
  readonly most: number;
}

/** Of so many sightings before each the one is looked for that tells it with the fewest operations. */
const nearby = 32;

interface Weighed {
  readonly sighting: Sighting;
  /** Steps of increments that had ended before it. */
  readonly endedBefore: number;
  /** Steps of increments that began after it. */
  readonly begunAfter: number;
}

/**
 * Null where there is none, in O(n log n) steps. Only for counts without a shortfall in any pair of sightings: then no increment can both
 * have ended before one of a pair and begun after the other, unless it makes the pair harmless, so that each sighting is weighed alone.
 */
export function findSurplus(sightings: readonly Sighting[], raises: readonly Raise[]): Surplus | null {
  const ends = sumsOf(raises, ({ latestMs }) => latestMs);
  const starts = sumsOf(raises, ({ earliestMs }) => earliestMs);
  const total = starts.sums.at(-1) ?? 0;
  const weighed = sightings
    .toSorted((a, b) => byStart(a.effect, b.effect))
    .map((sighting): Weighed => {
      const { earliestMs, latestMs } = sighting.effect;
      const endedBefore = ends.sums[countBelow(ends.atMs, earliestMs)] ?? 0;
      const begunAfter = total - (starts.sums[countUpTo(starts.atMs, latestMs)] ?? 0);
      return { sighting, endedBefore, begunAfter };
    });
  const lowest = most(weighed, ({ sighting, endedBefore }) => endedBefore - sighting.rank);
  const highest = most(weighed, ({ sighting, begunAfter }) => begunAfter + sighting.rank);
  if (lowest === undefined || highest === undefined) return null;
  const widest = surplusOf(lowest, highest, total);
  return widest.tooMany <= 0 ? null : (findTightest(weighed, total) ?? widest);
}

function findTightest(weighed: readonly Weighed[], total: number): Surplus | null {
  let tightest: Surplus | null = null;
  for (const [index, one] of weighed.entries()) {
    for (const other of weighed.slice(Math.max(0, index - nearby), index)) {
      for (const surplus of [surplusOf(one, other, total), surplusOf(other, one, total)]) {
        if (surplus.tooMany > 0 && (tightest === null || surplus.most < tightest.most)) tightest = surplus;
      }
    }
  }
  return tightest;
}

function surplusOf(first: Weighed, second: Weighed, total: number): Surplus {
  const canBe = total - first.endedBefore - second.begunAfter;
  const rose = second.sighting.rank - first.sighting.rank;
  return { first: first.sighting, second: second.sighting, tooMany: rose - canBe, most: canBe };
}

function most(all: readonly Weighed[], weight: (one: Weighed) => number): Weighed | undefined {
  let [heaviest, top] = [all[0], Number.NEGATIVE_INFINITY];
  for (const one of all) {
    if (weight(one) > top) [heaviest, top] = [one, weight(one)];
  }
  return heaviest;
}

/** Times in ascending order, and the steps of the first n of them. */
function sumsOf(
  raises: readonly Raise[],
  timeOf: (effect: Effect) => number,
): { readonly atMs: Float64Array; readonly sums: Float64Array } {
  const sorted = raises.toSorted((a, b) => compare(timeOf(a.effect), timeOf(b.effect)));
  const sums = new Float64Array(raises.length + 1);
  sorted.forEach(({ steps }, index) => (sums[index + 1] = (sums[index] ?? 0) + steps));
  return { atMs: Float64Array.from(sorted, ({ effect }) => timeOf(effect)), sums };
}
