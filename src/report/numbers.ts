import type { Phrase } from './phrase.ts';

/** A table of things and their numbers, ready to print in any format. */
export interface NumberTable {
  /** The names above the columns, our own words; the first is that of the things. */
  readonly head: readonly [what: string, ...numbers: readonly string[]];
  readonly rows: readonly NumberRow[];
}

/** A thing and its numbers, in the order of the head. */
export interface NumberRow {
  readonly what: Phrase;
  readonly numbers: readonly string[];
}

/** What stands where nothing was measured, or too little to say. */
const unknown = '–';

/** A number, or that it is not known. */
export function known(number: number | null, print: (number: number) => string): string {
  return number === null || !Number.isFinite(number) ? unknown : print(number);
}
