import type { Phrase } from './phrase.ts';

/** A labelled line below the table. */
export interface Fact {
  /** Our own words. */
  readonly label: string;
  readonly value: Phrase;
}
