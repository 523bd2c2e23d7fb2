import type { Count, Raise, Sighting } from './count.ts';
import { countBelow } from './count-below.ts';
import { byEnd, byStart, isCertain, type Effect } from './effect.ts';
import type { Shortfall } from './find-shortfall.ts';

/** Two sightings, and the increments between them that they leave no room for. */
export interface ShortfallProof {
  readonly first: Sighting;
  readonly second: Sighting;
  /** As many as it takes. */
  readonly between: readonly Effect[];
  /** What the count must have come to at the second, in steps from where the steps are counted. */
  readonly leastSteps: number;
}

/** Of so many sightings before each the one is looked for that tells it with the fewest operations. */
const nearby = 32;
/** Looks at increments; a proof that is not the shortest is one as well. */
const mostLooks = 2_000_000;

/** The shortest proof of a shortfall that is found near at hand; where none is, that of `widest`. */
export function proveShortfall(count: Count, widest: Shortfall): ShortfallProof {
  const { first, second } = findTightest(count) ?? widest;
  const inside = count.raises.filter(({ effect }) => isBetween(effect, first, second));
  const told = [...count.told].filter(([place]) => place > first.steps && place <= second.steps).map(([, effect]) => effect);
  const untold = inside.toSorted((a, b) => byStart(a.effect, b.effect)).slice(0, Math.max(0, second.rank - first.rank + 1));
  const between = [...told, ...untold.map(({ effect }) => effect)].sort(byStart);
  const leastSteps = second.steps + first.rank + sum(inside) - second.rank;
  return { first, second, between, leastSteps };
}

interface Pair {
  readonly first: Sighting;
  readonly second: Sighting;
}

function findTightest({ sightings, raises }: Count): Pair | null {
  const ended = sightings.toSorted((a, b) => byEnd(a.effect, b.effect));
  const endsMs = Float64Array.from(ended, ({ effect }) => effect.latestMs);
  const certain = raises.filter(({ effect }) => isCertain(effect)).sort((a, b) => byStart(a.effect, b.effect));
  const startsMs = Float64Array.from(certain, ({ effect }) => effect.earliestMs);
  let tightest: Pair | null = null;
  let least = Number.POSITIVE_INFINITY;
  let looks = 0;
  for (const second of sightings) {
    const before = countBelow(endsMs, second.effect.earliestMs);
    let next = countBelow(startsMs, second.effect.earliestMs) - 1;
    let inside = 0;
    for (const first of ended.slice(Math.max(0, before - nearby), before).toReversed()) {
      for (let one = certain[next]; one !== undefined && one.effect.earliestMs > first.effect.latestMs; one = certain[next]) {
        if (one.effect.latestMs < second.effect.earliestMs) inside += one.steps;
        next -= 1;
        looks += 1;
      }
      if (first.rank + inside <= second.rank) continue;
      // A single user is the plainest witness.
      const price = 2 * Math.max(0, second.steps - first.steps + 1) + (first.effect.act.user === second.effect.act.user ? 0 : 1);
      if (price < least) [tightest, least] = [{ first, second }, price];
    }
    if (least === 0 || looks > mostLooks) break;
  }
  return tightest;
}

function isBetween({ earliestMs, latestMs }: Effect, first: Sighting, second: Sighting): boolean {
  return earliestMs > first.effect.latestMs && latestMs < second.effect.earliestMs;
}

function sum(raises: readonly Raise[]): number {
  return raises.reduce((total, { steps }) => total + steps, 0);
}
