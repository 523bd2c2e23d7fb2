import type { Sighting } from './count.ts';
import { byEnd, byStart } from './effect.ts';

/** Of sightings of a count that only rises two of which the later saw less, in O(n log n) steps; null where there are none. */
export function findBackwards(sightings: readonly Sighting[]): readonly [first: Sighting, second: Sighting] | null {
  const ended = sightings.toSorted((a, b) => byEnd(a.effect, b.effect));
  let next = 0;
  let highest: Sighting | null = null;
  for (const second of sightings.toSorted((a, b) => byStart(a.effect, b.effect))) {
    for (let one = ended[next]; one !== undefined && one.effect.latestMs < second.effect.earliestMs; one = ended[next]) {
      if (highest === null || one.steps > highest.steps) highest = one;
      next += 1;
    }
    if (highest !== null && highest.steps > second.steps) return [highest, second];
  }
  return null;
}
