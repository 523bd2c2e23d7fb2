import type { Count, Sighting } from './count.ts';
import type { Effect } from './effect.ts';
import { findBackwards } from './find-backwards.ts';
import { findShortfalls, type Shortfall } from './find-shortfall.ts';
import { findSurplus, type Surplus } from './find-surplus.ts';

export type CountFault =
  /** What was added is missing in all that was seen last. */
  | { readonly kind: 'lost'; readonly shortfall: Shortfall }
  /** What was added was missing for a while. */
  | { readonly kind: 'late'; readonly shortfall: Shortfall }
  /** Two increments were told that they made the same count. */
  | { readonly kind: 'twice'; readonly pairs: readonly (readonly [Effect, Effect])[] }
  | { readonly kind: 'backwards'; readonly first: Sighting; readonly second: Sighting }
  | { readonly kind: 'surplus'; readonly surplus: Surplus };

/**
 * Whether what was seen of a count fits one order, wherever it began, in O(n log n) steps; null where it does. Exact where all increments
 * are by one step, in general what bounds can tell.
 *
 * Why pairs of sightings decide it: the k-th step can have been taken from the last begin of those that saw less than k to the first end
 * of those that saw k or more. As k grows, both move on. So an increment can be any of a stretch of steps, and which takes which is a
 * matching of stretches: it exists where no stretch of steps has more increments that fit nowhere else than steps (a shortfall), and no
 * stretch of steps has fewer increments than steps (a surplus). Both at once follow from each alone (N. S. Mendelsohn, A. L. Dulmage,
 * Some generalizations of the problem of distinct representatives, Canadian Journal of Mathematics 10, 1958), and the ends of a stretch
 * are sightings. An increment that was told its place leaves the others a line without that place, and is itself a sighting of both sides
 * of it.
 */
export function findCountFault(count: Count): CountFault | null {
  const { worst, lasting } = findShortfalls(count.sightings, count.raises);
  if (lasting !== null) return { kind: 'lost', shortfall: lasting };
  if (count.twice.length > 0) return { kind: 'twice', pairs: count.twice };
  if (worst !== null) return { kind: 'late', shortfall: worst };
  const backwards = findBackwards(count.sightings);
  if (backwards !== null) return { kind: 'backwards', first: backwards[0], second: backwards[1] };
  const surplus = findSurplus(count.sightings, count.raises);
  return surplus === null ? null : { kind: 'surplus', surplus };
}
