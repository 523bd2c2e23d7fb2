import type { Sighting } from './count.ts';
import { byEnd, byStart, isCertain, type Effect } from './effect.ts';

/** A read of a list. */
export interface Listed {
  readonly effect: Effect;
  readonly entries: readonly string[];
}

/** What was read of a list, and who appended each entry. */
export interface Lists {
  /** At least one. */
  readonly reads: readonly Listed[];
  readonly appends: ReadonlyMap<string, Effect>;
}

/** Who appended an entry, and as which: infinite where no read holds it. */
interface Placed {
  readonly entry: string;
  readonly effect: Effect;
  readonly place: number;
}

export type Placing =
  | { readonly kind: 'placed'; readonly appends: readonly Placed[]; readonly sightings: readonly Sighting[] }
  /** Two reads of which neither is the beginning of the other. */
  | { readonly kind: 'orders'; readonly reads: readonly [Effect, Effect] }
  | { readonly kind: 'twice'; readonly read: Effect; readonly entry: string }
  /** An entry that nobody appended, and that was not there before either. */
  | { readonly kind: 'unwritten'; readonly read: Effect; readonly entry: string };

/**
 * Which entry came as which, and how many there were when: the longest read tells it, because a list only grows. Entries that stand
 * before all that were appended were there before.
 */
export function placeEntries({ reads, appends }: Lists): Placing {
  const longest = reads.reduce((most, read) => (read.entries.length > most.entries.length ? read : most));
  const { entries } = longest;
  const before = entries.findIndex((entry) => appends.has(entry));
  const start = before < 0 ? entries.length : before;
  const places = new Map<string, number>();
  for (const [index, entry] of entries.slice(start).entries()) {
    if (!appends.has(entry)) return { kind: 'unwritten', read: longest.effect, entry };
    if (places.has(entry)) return { kind: 'twice', read: longest.effect, entry };
    places.set(entry, index + 1);
  }
  for (const read of reads) {
    if (read.entries.some((entry, index) => entry !== entries[index])) return { kind: 'orders', reads: [read.effect, longest.effect] };
    // It lacks an entry that was there before, and that nobody appended.
    if (read.entries.length < start) return { kind: 'unwritten', read: longest.effect, entry: entries[read.entries.length] ?? '' };
  }
  const placed = [...appends].map(([entry, effect]) => ({ entry, effect, place: places.get(entry) ?? Number.POSITIVE_INFINITY }));
  const sightings = [
    ...reads.map(({ effect, entries: { length } }) => sight(effect, length - start, length)),
    ...placed.flatMap(({ effect, place }) =>
      place === Number.POSITIVE_INFINITY ? [] : [sight(effect, place - 1, start + place - 1), sight(effect, place, start + place)],
    ),
  ];
  return { kind: 'placed', appends: placed, sightings };
}

/** An entry that had been appended, and then the list was seen without it, or grown by another in its place. Null where there is none. */
export function findMissed(
  appends: readonly Placed[],
  sightings: readonly Sighting[],
): { readonly append: Placed; readonly by: Effect } | null {
  const ended = appends.filter(({ effect }) => isCertain(effect)).sort((a, b) => byEnd(a.effect, b.effect));
  let next = 0;
  let last: Placed | null = null;
  for (const { effect, steps } of sightings.toSorted((a, b) => byStart(a.effect, b.effect))) {
    for (let one = ended[next]; one !== undefined && one.effect.latestMs < effect.earliestMs; one = ended[next]) {
      if (last === null || one.place > last.place) last = one;
      next += 1;
    }
    if (last !== null && last.place > steps) return { append: last, by: effect };
  }
  return null;
}

function sight(effect: Effect, steps: number, shown: number): Sighting {
  return { effect, steps, rank: steps, shown };
}
