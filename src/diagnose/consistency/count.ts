import { countUpTo } from './count-below.ts';
import { compare, type Effect } from './effect.ts';

/** A count that an operation saw: a read, or an increment that was told what it made of the count, right before and right after it. */
export interface Sighting {
  readonly effect: Effect;
  /** In steps from wherever; only differences mean something. */
  readonly steps: number;
  /** The same without the steps of increments that were told their place. */
  readonly rank: number;
  /** As the service said it. */
  readonly shown: number;
}

/** An increment of which is not known which of the steps it was. */
export interface Raise {
  readonly effect: Effect;
  /** Above zero. */
  readonly steps: number;
}

/** What is known of a count that only rises. Entries appended to a list are a count too: of how many there are. */
export interface Count {
  readonly sightings: readonly Sighting[];
  readonly raises: readonly Raise[];
  /** By the steps after it, an increment that was told its place. */
  readonly told: ReadonlyMap<number, Effect>;
  /** Increments that were told a place that another was told before. */
  readonly twice: readonly (readonly [Effect, Effect])[];
  /** What one step adds to the count as the service says it. */
  readonly step: number;
}

/** A count from what was seen and told, in steps. */
export function countOf(
  seen: readonly Omit<Sighting, 'rank'>[],
  increments: readonly { readonly effect: Effect; readonly after: number | null; readonly shown: number }[],
  step: number,
): Count {
  const told = new Map<number, Effect>();
  const raises: Raise[] = [];
  const twice: (readonly [Effect, Effect])[] = [];
  const sightings = [...seen];
  for (const { effect, after, shown } of increments) {
    const other = after === null ? undefined : told.get(after);
    if (after === null || other !== undefined) raises.push({ effect, steps: 1 });
    if (after === null) continue;
    if (other === undefined) told.set(after, effect);
    else twice.push([other, effect]);
    sightings.push({ effect, steps: after - 1, shown: shown - step }, { effect, steps: after, shown });
  }
  const places = Float64Array.from([...told.keys()].sort(compare));
  return { sightings: sightings.map((one) => ({ ...one, rank: one.steps - countUpTo(places, one.steps) })), raises, told, twice, step };
}
