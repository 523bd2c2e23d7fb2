import type { Raise, Sighting } from './count.ts';
import { countBelow } from './count-below.ts';
import { byEnd, byStart, isCertain } from './effect.ts';
import { openMaxTree } from './max-tree.ts';

/** Two sightings between which the count rose by less than was added to it for certain. */
export interface Shortfall {
  readonly first: Sighting;
  readonly second: Sighting;
  /** In steps. */
  readonly missing: number;
}

export interface Shortfalls {
  /** Null where no two sightings show any. */
  readonly worst: Shortfall | null;
  /** The least that all the last sightings show; null where one of them shows none: it may only have been a late sight. */
  readonly lasting: Shortfall | null;
}

/**
 * Compares all pairs of sightings of which one had ended before the other began, in O(n log n) steps: increments that began after the
 * first and ended before the second lie between them.
 */
export function findShortfalls(sightings: readonly Sighting[], raises: readonly Raise[]): Shortfalls {
  const ended = sightings.toSorted((a, b) => byEnd(a.effect, b.effect));
  const endsMs = Float64Array.from(ended, ({ effect }) => effect.latestMs);
  const begun = sightings.toSorted((a, b) => byStart(a.effect, b.effect));
  const certain = raises.filter(({ effect }) => isCertain(effect)).sort((a, b) => byEnd(a.effect, b.effect));
  const lastStartMs = begun.at(-1)?.effect.earliestMs ?? Number.POSITIVE_INFINITY;
  // For each sighting that has ended, what the count must have come to since.
  const tree = openMaxTree(ended.length);
  let [seen, added] = [0, 0];
  let worst: Shortfall | null = null;
  let lasting: Shortfall | null = null;
  let isLasting = true;
  for (const second of begun) {
    const nowMs = second.effect.earliestMs;
    for (let one = ended[seen]; one !== undefined && one.effect.latestMs < nowMs; one = ended[seen]) {
      tree.put(seen, one.rank);
      seen += 1;
    }
    for (let one = certain[added]; one !== undefined && one.effect.latestMs < nowMs; one = certain[added]) {
      tree.raiseBelow(countBelow(endsMs, one.effect.earliestMs), one.steps);
      added += 1;
    }
    const { index, value } = tree.top();
    const first = ended[index];
    const found = first === undefined || !(value > second.rank) ? null : { first, second, missing: value - second.rank };
    if (found !== null && found.missing > (worst?.missing ?? 0)) worst = found;
    if (second.effect.latestMs < lastStartMs) continue;
    if (found === null) isLasting = false;
    else if (lasting === null || found.missing < lasting.missing) lasting = found;
  }
  return { worst, lasting: isLasting ? lasting : null };
}
