import type { Act, Deed } from '../../model/history.ts';
import { byStart, isCertain, type Effect } from './effect.ts';

/** What was done to one key. */
export interface KeyHistory {
  readonly key: string;
  /** The acts that changed something or tell something, by `earliestMs`. */
  readonly effects: readonly Effect[];
  /** All acts on the key. */
  readonly operations: number;
  /** Of `effects`. */
  readonly kinds: ReadonlySet<Deed['kind']>;
  readonly reads: number;
  /** Acknowledged updates that nothing may undo: increments, entries, and values that took the place of known ones. */
  readonly updates: number;
}

interface Gathered {
  readonly key: string;
  readonly effects: Effect[];
  readonly kinds: Set<Deed['kind']>;
  operations: number;
  reads: number;
  updates: number;
}

/**
 * A history fits one order exactly if that of each key alone does. Source: M. P. Herlihy, J. M. Wing, Linearizability: a correctness
 * condition for concurrent objects, ACM TOPLAS 12, 1990 (locality). `maxStaleMs` says how old the value may be that a read sees.
 */
export function splitByKey(acts: readonly Act[], maxStaleMs: (read: Act) => number): readonly KeyHistory[] {
  const byKey = new Map<string, Gathered>();
  for (const act of acts) {
    let own = byKey.get(act.key);
    if (own === undefined) byKey.set(act.key, (own = { key: act.key, effects: [], kinds: new Set(), operations: 0, reads: 0, updates: 0 }));
    own.operations += 1;
    const effect = effectOf(act, maxStaleMs);
    if (effect === null) continue;
    const { deed } = act;
    own.effects.push(effect);
    own.kinds.add(deed.kind);
    if (deed.kind === 'read') own.reads += 1;
    else if (isUpdate(deed) && isCertain(effect)) own.updates += 1;
  }
  for (const { effects } of byKey.values()) effects.sort(byStart);
  return [...byKey.values()];
}

function isUpdate(deed: Deed): boolean {
  return deed.kind === 'increment' || deed.kind === 'append' || (deed.kind === 'compare-and-set' && deed.swapped === true);
}

/** Null of an act that changed nothing and tells nothing. */
function effectOf(act: Act, maxStaleMs: (read: Act) => number): Effect | null {
  const { deed, calledAtMs, returnedAtMs } = act;
  const isHeard = Number.isFinite(returnedAtMs);
  switch (deed.kind) {
    case 'read':
      return deed.value === null || !isHeard ? null : { act, earliestMs: calledAtMs - maxStaleMs(act), latestMs: returnedAtMs };
    case 'increment':
      return deed.by === 0 && (deed.after === null || !isHeard) ? null : { act, earliestMs: calledAtMs, latestMs: returnedAtMs };
    case 'compare-and-set':
      if (deed.swapped === false && !isHeard) return null;
      return { act, earliestMs: calledAtMs, latestMs: deed.swapped === null ? Number.POSITIVE_INFINITY : returnedAtMs };
    case 'write':
    case 'append':
      return { act, earliestMs: calledAtMs, latestMs: returnedAtMs };
    default:
      return deed satisfies never;
  }
}
