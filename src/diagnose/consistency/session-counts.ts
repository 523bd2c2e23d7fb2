import type { Count, Sighting } from './count.ts';
import { byEnd, byStart, isCertain, type Effect } from './effect.ts';

/** A user that saw less than it had seen before and added since. */
export interface StaleCount {
  /** What it had seen. */
  readonly known: Sighting;
  /** What it added after that, and was told that it was done. */
  readonly own: readonly Effect[];
  /** What the count must have come to by that. */
  readonly leastSteps: number;
  readonly read: Sighting;
}

interface Track {
  /** In the order in which they ended: what a user saw, or added. */
  readonly ended: { readonly effect: Effect; readonly sighting: Sighting | null; readonly steps: number }[];
  readonly reads: Sighting[];
}

/** Whether for each user the count never went down, and rose with what it added itself, in O(n log n) steps; null where it did so. */
export function findStaleCount({ sightings, raises }: Count): StaleCount | null {
  const tracks = new Map<number, Track>();
  const trackOf = ({ act: { user } }: Effect): Track => {
    let track = tracks.get(user);
    if (track === undefined) tracks.set(user, (track = { ended: [], reads: [] }));
    return track;
  };
  for (const sighting of sightings) {
    const track = trackOf(sighting.effect);
    track.ended.push({ effect: sighting.effect, sighting, steps: 0 });
    if (sighting.effect.act.deed.kind === 'read') track.reads.push(sighting);
  }
  for (const { effect, steps } of raises) {
    if (isCertain(effect)) trackOf(effect).ended.push({ effect, sighting: null, steps });
  }
  return [...tracks.values()].map(findStale).reduce(sooner, null);
}

function findStale({ ended, reads }: Track): StaleCount | null {
  ended.sort((a, b) => byEnd(a.effect, b.effect));
  let next = 0;
  let known: Sighting | null = null;
  let own: Effect[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const read of reads.toSorted((a, b) => byStart(a.effect, b.effect))) {
    for (let one = ended[next]; one !== undefined && one.effect.latestMs < read.effect.earliestMs; one = ended[next]) {
      const { effect, sighting, steps } = one;
      if (sighting !== null && sighting.steps >= least) [known, own, least] = [sighting, [], sighting.steps];
      else if (sighting === null && known !== null && effect.earliestMs > known.effect.latestMs) {
        own.push(effect);
        least += steps;
      }
      next += 1;
    }
    if (known !== null && read.steps < least) return { known, own, leastSteps: least, read };
  }
  return null;
}

function sooner(one: StaleCount | null, other: StaleCount | null): StaleCount | null {
  if (one === null || other === null) return one ?? other;
  return byEnd(other.read.effect, one.read.effect) < 0 ? other : one;
}
