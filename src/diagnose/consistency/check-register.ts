import { countBelow } from './count-below.ts';
import { byEnd, compare, isCertain, type Effect } from './effect.ts';

/** All that wrote or saw one value. */
export interface Cluster {
  /** Null of the value that was there before all writes. */
  readonly write: Effect | null;
  /** What ended first: then the value was there at the latest. */
  readonly first: Effect;
  /** What began last: then the value was still there at the earliest. */
  readonly last: Effect;
}

/** `count`: how many reads or values are wrong in this way. */
export type RegisterFault =
  /** A value was written more than once: this rule cannot tell. */
  | { readonly kind: 'rewritten' }
  /** Two values were read that nobody wrote: one at most can have been there before. */
  | { readonly kind: 'unwritten'; readonly reads: readonly [Effect, Effect]; readonly count: number }
  /** A read ended before its value was written. */
  | { readonly kind: 'early'; readonly read: Effect; readonly write: Effect; readonly count: number }
  /** `newer` had taken the place of `older`, which was read after that. */
  | { readonly kind: 'stale'; readonly older: Cluster; readonly newer: Cluster; readonly count: number };

interface Gathered {
  readonly write: Effect | null;
  first: Effect;
  last: Effect;
  reads: number;
}

/**
 * Whether writes and reads of one key fit one order, decided exactly in O(n log n) steps; null where they do. Each value must have been
 * written once, and be another than the one that was there before the first write, which nobody knows. A value that was there from the
 * first end of its operations to their last begin is there all the while, and no two can be (forward zones); of another the operations
 * all overlap, and it needs a moment of that overlap in which no such value is there (backward zones). Source: P. B. Gibbons, E. Korach,
 * Testing shared memories, SIAM Journal on Computing 26, 1997, section 4.2.
 */
export function checkRegister(effects: readonly Effect[]): RegisterFault | null {
  const written = new Map<string, Gathered>();
  const before = new Map<string, Gathered>();
  let writes = 0;
  for (const effect of effects) {
    const { deed } = effect.act;
    if (deed.kind !== 'write') continue;
    written.set(deed.value, { write: effect, first: effect, last: effect, reads: 0 });
    writes += 1;
  }
  if (written.size < writes) return { kind: 'rewritten' };
  const early: { readonly read: Effect; readonly write: Effect }[] = [];
  for (const effect of effects) {
    const { deed } = effect.act;
    if (deed.kind !== 'read' || deed.value === null) continue;
    const own = written.get(deed.value) ?? before.get(deed.value);
    if (own === undefined) {
      before.set(deed.value, { write: null, first: effect, last: effect, reads: 1 });
      continue;
    }
    if (own.write !== null && effect.latestMs < own.write.earliestMs) early.push({ read: effect, write: own.write });
    if (byEnd(effect, own.first) < 0) own.first = effect;
    if (effect.earliestMs > own.last.earliestMs) own.last = effect;
    own.reads += 1;
  }
  const [one, other] = before.values();
  if (one !== undefined && other !== undefined) return { kind: 'unwritten', reads: [one.first, other.first], count: before.size - 1 };
  const [soonest] = early;
  if (soonest !== undefined) return { kind: 'early', ...soonest, count: early.length };
  // A write that perhaps never took effect, and that nobody saw, did not.
  const seen = [...before.values(), ...written.values()].filter(({ write, reads }) => reads > 0 || (write !== null && isCertain(write)));
  return findStale(seen);
}

function findStale(clusters: readonly Cluster[]): RegisterFault | null {
  const forward = clusters.filter(isForward).sort((a, b) => compare(startOf(a), startOf(b)));
  const starts = Float64Array.from(forward, startOf);
  /** Of the forward zones up to each the one that reaches furthest. */
  const furthest: Cluster[] = [];
  let fault: { readonly older: Cluster; readonly newer: Cluster } | null = null;
  let count = 0;
  for (const zone of forward) {
    const outer = furthest.at(-1);
    if (outer !== undefined && startOf(zone) < endOf(outer)) {
      fault ??= { older: outer, newer: zone };
      count += 1;
    }
    furthest.push(outer === undefined || endOf(zone) > endOf(outer) ? zone : outer);
  }
  for (const zone of clusters) {
    if (isForward(zone)) continue;
    const outer = furthest[countBelow(starts, endOf(zone)) - 1];
    if (outer !== undefined && startOf(zone) < endOf(outer)) {
      fault ??= { older: outer, newer: zone };
      count += 1;
    }
  }
  return fault === null ? null : { kind: 'stale', ...fault, count };
}

function isForward(cluster: Cluster): boolean {
  return startOf(cluster) < endOf(cluster);
}

function startOf({ write, first }: Cluster): number {
  return write === null ? Number.NEGATIVE_INFINITY : first.latestMs;
}

function endOf({ last }: Cluster): number {
  return last.earliestMs;
}
