import { isCertain, type Effect } from './effect.ts';

/** Compare-and-sets that all replaced a value that was there once. */
export interface DoubleSwap {
  /** What put the value there; null where it had been there before. */
  readonly setter: Effect | null;
  /** Two or more. */
  readonly swaps: readonly Effect[];
}

/**
 * A value that was replaced more often than it was put there, in O(n) steps; null where there is none. Conservative: where one operation
 * set it, only swaps count that began after that had ended, and where more did, none.
 */
export function findDoubleSwap(effects: readonly Effect[]): DoubleSwap | null {
  const setters = new Map<string, Effect[]>();
  const swaps = new Map<string, Effect[]>();
  for (const effect of effects) {
    const { deed } = effect.act;
    if (deed.kind === 'write' || (deed.kind === 'compare-and-set' && deed.swapped !== false)) push(setters, deed.value, effect);
    if (deed.kind === 'increment' || deed.kind === 'append') return null;
    if (deed.kind === 'compare-and-set' && deed.swapped === true && deed.expected !== deed.value && isCertain(effect)) {
      push(swaps, deed.expected, effect);
    }
  }
  for (const [value, all] of swaps) {
    const [setter, another] = setters.get(value) ?? [];
    if (another !== undefined) continue;
    const later = setter === undefined ? all : all.filter((swap) => swap.earliestMs > setter.latestMs);
    if (later.length > 1) return { setter: setter ?? null, swaps: later };
  }
  return null;
}

function push(map: Map<string, Effect[]>, value: string, effect: Effect): void {
  const all = map.get(value);
  if (all === undefined) map.set(value, [effect]);
  else all.push(effect);
}
