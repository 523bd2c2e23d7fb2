import type { DeedMeaning } from '../model/operation.ts';

/** What an operation does to the store, its key and values filled in. */
export interface Deed {
  readonly meaning: DeedMeaning;
  readonly key: string;
  /** What it writes. */
  readonly written: string;
  /** What its user last saw there; empty for nothing. */
  readonly last: string;
  /** What a read tells where nothing was written. */
  readonly blank: string | null;
}

type Stored = string | number | readonly string[];

/** What a simulated service remembers: texts, counters and lists by key. */
export class Store {
  readonly #stored: Map<string, Stored> = new Map();

  /** What stands there now, for a deed that will write only later. */
  look({ key }: Deed): Stored | undefined {
    return this.#stored.get(key);
  }

  /** Does a deed to what was seen, and gives what its answer tells; undefined where it tells nothing. */
  act(deed: Deed, seen: Stored | undefined): string | null | undefined {
    const { meaning, key, written, last, blank } = deed;
    switch (meaning.kind) {
      case 'read':
        return seen === undefined ? blank : textOf(seen);
      case 'write':
        this.#stored.set(key, written);
        return undefined;
      case 'increment': {
        const count = (typeof seen === 'number' ? seen : 0) + meaning.by;
        this.#stored.set(key, count);
        return meaning.value === null ? undefined : String(count);
      }
      case 'append':
        this.#stored.set(key, [...(Array.isArray(seen) ? seen : []), written]);
        return undefined;
      case 'compare-and-set': {
        const swaps = (seen === undefined ? '' : textOf(seen)) === last;
        if (swaps) this.#stored.set(key, written);
        return String(swaps);
      }
      default:
        return meaning satisfies never;
    }
  }
}

function textOf(value: Stored): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
