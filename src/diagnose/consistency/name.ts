import type { Effect } from './effect.ts';

const longest = 24;

/** Text of a service or a configuration in quotes: what is not printable ASCII left out, the rest cut. */
export function quote(text: string, most: number = longest): string {
  // Cut first: the text may be megabytes long.
  const plain = text.slice(0, 4 * most).replace(/[^\x20-\x7e]+/g, '?');
  const isCut = plain.length > most || text.length > 4 * most;
  return `"${isCut ? `${plain.slice(0, most - 3)}...` : plain}"`;
}

/** `User 7`. */
export function nameUser({ act: { user } }: Effect): string {
  return `User ${user}`;
}
