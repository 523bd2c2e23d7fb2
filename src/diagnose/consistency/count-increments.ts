import { countOf, type Count, type Raise, type Sighting } from './count.ts';
import type { Effect } from './effect.ts';
import { readWhole } from './read-whole.ts';

/** What a counter's operations come to. */
export type Counted =
  /** All increments are by one amount: whether they fit one order can be decided. */
  | { readonly kind: 'even'; readonly count: Count }
  /** They only go one way: the count has bounds. */
  | { readonly kind: 'uneven'; readonly count: Count }
  /** They go both ways. */
  | { readonly kind: 'mixed' }
  /** No whole number of steps lies between two counts that were seen. */
  | { readonly kind: 'off-step'; readonly first: Seen; readonly second: Seen; readonly step: number }
  | { readonly kind: 'unreadable'; readonly why: string };

/** A count as the service said it. */
export type Seen = Pick<Sighting, 'effect' | 'shown'>;

interface Increment {
  readonly effect: Effect;
  readonly by: number;
  readonly after: number | null;
}

/** Of reads and increments of one key. Where the count began is unknown: the first that was seen is step 0. */
export function countIncrements(effects: readonly Effect[]): Counted {
  const seen: Seen[] = [];
  const increments: Increment[] = [];
  for (const effect of effects) {
    const { deed } = effect.act;
    if (deed.kind === 'read') {
      const shown = readWhole(deed.value ?? '');
      if (shown === null) return { kind: 'unreadable', why: 'a read holds no whole number' };
      seen.push({ effect, shown });
    } else if (deed.kind === 'increment') {
      const { by, after } = deed;
      if (!Number.isSafeInteger(by) || (after !== null && !Number.isSafeInteger(after))) {
        return { kind: 'unreadable', why: 'an increment is by no whole number' };
      }
      if (by !== 0) increments.push({ effect, by, after });
      else if (after !== null) seen.push({ effect, shown: after });
    }
  }
  const step = increments[0]?.by ?? 1;
  if (increments.every(({ by }) => by === step)) return countEven(seen, increments, step);
  const isMixed = increments.some(({ by }) => Math.sign(by) !== Math.sign(step));
  return isMixed ? { kind: 'mixed' } : { kind: 'uneven', count: countUneven(seen, increments, Math.sign(step)) };
}

function countEven(seen: readonly Seen[], increments: readonly Increment[], step: number): Counted {
  const all = [...seen, ...increments.flatMap(({ effect, after }) => (after === null ? [] : [{ effect, shown: after }]))];
  const [first] = all;
  const stepsOf = (shown: number): number => (shown - (first?.shown ?? 0)) / step;
  const second = all.find(({ shown }) => !Number.isInteger(stepsOf(shown)));
  if (first !== undefined && second !== undefined) return { kind: 'off-step', first, second, step };
  const sightings = seen.map(({ effect, shown }) => ({ effect, shown, steps: stepsOf(shown) }));
  const told = increments.map(({ effect, after }) => ({ effect, shown: after ?? 0, after: after === null ? null : stepsOf(after) }));
  return { kind: 'even', count: countOf(sightings, told, step) };
}

/** Steps are counts here, and an increment is many of them: so none has a place of its own. */
function countUneven(seen: readonly Seen[], increments: readonly Increment[], sign: number): Count {
  const sight = ({ effect, shown }: Seen): Sighting => ({ effect, shown, steps: sign * shown, rank: sign * shown });
  const told = increments.flatMap(({ effect, by, after }) =>
    after === null
      ? []
      : [
          { effect, shown: after - by },
          { effect, shown: after },
        ],
  );
  const raises = increments.map(({ effect, by }): Raise => ({ effect, steps: sign * by }));
  return { sightings: [...seen, ...told].map(sight), raises, told: new Map(), twice: [], step: sign };
}
