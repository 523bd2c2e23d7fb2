import type { Effect } from './effect.ts';
import { readEntries } from './read-entries.ts';
import type { Model } from './search.ts';

/** A list as far as it is known: all of it, or only how it ends. */
interface Tail {
  readonly isWhole: boolean;
  readonly entries: readonly string[];
}

/** A key that is appended to and read, whatever is appended how often. What it held before is unknown. */
export function openList(effects: readonly Effect[]): Model {
  const read = effects.map(({ act: { deed } }) => (deed.kind === 'read' ? readEntries(deed.value ?? '') : null));
  const tails: Tail[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (tail: Tail): number => {
    const name = JSON.stringify([tail.isWhole, ...tail.entries]);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, tails.length);
    return tails.push(tail) - 1;
  };
  const start = numberOf({ isWhole: false, entries: [] });
  return {
    start,
    step: (state, index) => {
      const tail = tails[state];
      const deed = effects[index]?.act.deed;
      if (tail === undefined || deed === undefined) return null;
      if (deed.kind === 'append') return numberOf({ ...tail, entries: [...tail.entries, deed.value] });
      const entries = read[index] ?? null;
      if (entries === null || !isTail(tail, entries)) return null;
      return tail.isWhole ? state : numberOf({ isWhole: true, entries });
    },
    isPure: (state, index) => tails[state]?.isWhole === true && effects[index]?.act.deed.kind === 'read',
  };
}

function isTail({ isWhole, entries }: Tail, list: readonly string[]): boolean {
  const skipped = list.length - entries.length;
  return (isWhole ? skipped === 0 : skipped >= 0) && entries.every((entry, index) => entry === list[skipped + index]);
}
