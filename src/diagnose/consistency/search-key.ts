import type { Effect } from './effect.ts';
import { openCell } from './open-cell.ts';
import { openList } from './open-list.ts';
import { search, type Model, type Searched } from './search.ts';

/** Looks for an order of all that was done to one key. */
export function searchKey(effects: readonly Effect[], mostSteps: number): Searched {
  return search(effects, openModel(effects), mostSteps);
}

function openModel(effects: readonly Effect[]): Model {
  return effects.some(({ act: { deed } }) => deed.kind === 'append') ? openList(effects) : openCell(effects);
}
