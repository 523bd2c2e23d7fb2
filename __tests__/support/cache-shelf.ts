import type { CacheScope } from './runtime-token.ts';

/** A cache entry, immutable once reserved. */
export interface CacheEntry {
  readonly id: string;
  readonly scope: string;
  readonly key: string;
  readonly version: string;
  readonly blob: string;
  readonly finished: boolean;
}

type Reservation = { readonly kind: 'reserved'; readonly entry: CacheEntry } | { readonly kind: 'exists' } | { readonly kind: 'denied' };
type Lookup = { readonly kind: 'hit'; readonly entry: CacheEntry } | { readonly kind: 'miss' } | { readonly kind: 'denied' };

/** GitHub's rules of who may keep and find what, without the wire. */
export interface CacheShelf {
  readonly entries: () => readonly CacheEntry[];
  reserve(scopes: readonly CacheScope[], key: string, version: string): Reservation;
  finish(scopes: readonly CacheScope[], key: string, version: string): CacheEntry | undefined;
  find(scopes: readonly CacheScope[], keys: readonly string[], version: string): Lookup;
}

/** An empty shelf. */
export function openCacheShelf(): CacheShelf {
  let entries: readonly CacheEntry[] = [];
  const writable = (scopes: readonly CacheScope[]): string | undefined => scopes.find((one) => one.permission !== 'read')?.scope;
  const at = (scope: string | undefined, key: string, version: string): CacheEntry | undefined =>
    entries.find((one) => one.scope === scope && one.key === key && one.version === version);

  return {
    entries: () => entries.filter((one) => one.finished),
    reserve: (scopes, key, version) => {
      const scope = writable(scopes);
      if (scope === undefined) return { kind: 'denied' };
      if (at(scope, key, version) !== undefined) return { kind: 'exists' };
      const id = String(entries.length + 1);
      const entry: CacheEntry = { id, scope, key, version, blob: `cache-${id}`, finished: false };
      entries = [...entries, entry];
      return { kind: 'reserved', entry };
    },
    finish: (scopes, key, version) => {
      const entry = at(writable(scopes), key, version);
      if (entry === undefined) return undefined;
      const finished = { ...entry, finished: true };
      entries = entries.map((one) => (one === entry ? finished : one));
      return finished;
    },
    // In each scope in turn (current ref, base, default): the exact key, then every key as a prefix, newest first.
    find: (scopes, keys, version) => {
      const readable = scopes.filter((one) => one.permission !== 'write');
      if (readable.length === 0) return { kind: 'denied' };
      for (const { scope } of readable) {
        const here = entries.filter((one) => one.finished && one.scope === scope && one.version === version).toReversed();
        for (const matches of [
          (one: CacheEntry): boolean => one.key === keys[0],
          ...keys.map(
            (key) =>
              (one: CacheEntry): boolean =>
                one.key.startsWith(key),
          ),
        ]) {
          const entry = here.find(matches);
          if (entry !== undefined) return { kind: 'hit', entry };
        }
      }
      return { kind: 'miss' };
    },
  };
}
