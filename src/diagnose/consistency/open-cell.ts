import type { Effect } from './effect.ts';
import { readWhole } from './read-whole.ts';
import type { Model } from './search.ts';

/** What a key can hold at some moment: one value, or, as long as nothing has told, any but a few. */
type Cell =
  | { readonly kind: 'known'; readonly value: string }
  /** `isWhole`: something was added to it, so it is a number. */
  | { readonly kind: 'any'; readonly isWhole: boolean; readonly but: readonly string[] };

const anything: Cell = { kind: 'any', isWhole: false, but: [] };

/** A key that is written, read, added to, compared and set. What it held before is unknown. */
export function openCell(effects: readonly Effect[]): Model {
  const cells: Cell[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (cell: Cell): number => {
    const name = cell.kind === 'known' ? `=${cell.value}` : `${cell.isWhole ? '#' : '?'}${JSON.stringify(cell.but)}`;
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, cells.length);
    return cells.push(cell) - 1;
  };
  const start = numberOf(anything);
  const cellOf = (state: number): Cell => cells[state] ?? anything;
  return {
    start,
    step: (state, index) => {
      const effect = effects[index];
      const cell = cellOf(state);
      const after = effect === undefined ? null : change(cell, effect);
      return after === cell ? state : after === null ? null : numberOf(after);
    },
    isPure: (state, index) => {
      const effect = effects[index];
      return effect !== undefined && cellOf(state).kind === 'known' && isPure(effect);
    },
  };
}

/** Whether it changes nothing in whatever known value it could have ended so. */
function isPure({ act: { deed } }: Effect): boolean {
  if (deed.kind === 'compare-and-set') return deed.swapped === false || (deed.swapped === true && deed.expected === deed.value);
  return deed.kind === 'read' || (deed.kind === 'increment' && deed.by === 0);
}

/** What the key holds after an operation; null where that cannot have ended as it did. */
function change(cell: Cell, { act: { deed } }: Effect): Cell | null {
  switch (deed.kind) {
    case 'write':
      return { kind: 'known', value: deed.value };
    case 'read':
      return deed.value === null ? cell : meet(cell, deed.value);
    case 'increment':
      return add(cell, deed.by, deed.after);
    case 'compare-and-set':
      if (deed.swapped === false) return differ(cell, deed.expected);
      return meet(cell, deed.expected) === null ? null : { kind: 'known', value: deed.value };
    case 'append':
      return null;
    default:
      return deed satisfies never;
  }
}

/** The same, known to be `value`. */
function meet(cell: Cell, value: string): Cell | null {
  if (cell.kind === 'known') return cell.value === value ? cell : null;
  return cell.but.includes(value) || (cell.isWhole && readWhole(value) === null) ? null : { kind: 'known', value };
}

/** The same, known not to be `value`. */
function differ(cell: Cell, value: string): Cell | null {
  if (cell.kind === 'known') return cell.value === value ? null : cell;
  if (cell.but.includes(value) || (cell.isWhole && readWhole(value) === null)) return cell;
  return { ...cell, but: [...cell.but, value].sort() };
}

function add(cell: Cell, by: number, after: number | null): Cell | null {
  if (after !== null) return meet(cell, String(after - by)) === null ? null : { kind: 'known', value: String(after) };
  if (cell.kind === 'known') {
    const value = readWhole(cell.value);
    return value === null ? null : { kind: 'known', value: String(value + by) };
  }
  const but = cell.but.flatMap((value) => readWhole(value) ?? []);
  return { kind: 'any', isWhole: true, but: but.map((value) => String(value + by)).sort() };
}
