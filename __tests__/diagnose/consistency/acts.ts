import type { Act, Deed, History } from '../../../src/model/history.ts';

/** One act on key `k`, of a user, from a time to another in milliseconds. */
export function act(user: number, deed: Deed, calledAtMs: number, returnedAtMs: number, key = 'k'): Act {
  return { operation: deed.kind, user, key, deed, calledAtMs, returnedAtMs };
}

export function write(value: string): Deed {
  return { kind: 'write', value };
}

export function read(value: string | null): Deed {
  return { kind: 'read', value };
}

export function add(by = 1, after: number | null = null): Deed {
  return { kind: 'increment', by, after };
}

export function swap(expected: string, value: string, swapped: boolean | null = true): Deed {
  return { kind: 'compare-and-set', expected, value, swapped };
}

export function append(value: string): Deed {
  return { kind: 'append', value };
}

export function aHistory(...acts: readonly Act[]): History {
  return { acts, dropped: 0 };
}
