import type { KeyHistory } from './key-history.ts';
import { searchKey } from './search-key.ts';
import type { Searched } from './search.ts';

const firstSteps = 2_000;
const growth = 8;

/**
 * Searches each key with a small budget first and with a larger one where that was not enough, so that one hard key does not hide an easy
 * violation in another. Ends with the round in which a violation was found, or after `mostSteps` in all; what was not decided by then is
 * unknown.
 */
export function searchKeys(histories: readonly KeyHistory[], mostSteps: number): ReadonlyMap<string, Searched['kind']> {
  const found = new Map<string, Searched['kind']>(histories.map(({ key }) => [key, 'unknown']));
  let left = mostSteps;
  let isViolated = false;
  let open = histories;
  for (let budget = firstSteps; open.length > 0 && left > 0 && !isViolated; budget *= growth) {
    const unknown: KeyHistory[] = [];
    for (const history of open) {
      const { kind, steps } = searchKey(history.effects, Math.min(budget, left));
      left -= Math.min(left, steps);
      found.set(history.key, kind);
      if (kind === 'unknown') unknown.push(history);
      if (kind === 'illegal') isViolated = true;
    }
    open = unknown;
  }
  return found;
}
