import type { Cluster } from './check-register.ts';
import type { Effect } from './effect.ts';

/** A read of what had been replaced, and two to four operations that prove it, in the order in which they prove it. */
export interface StaleRead {
  readonly read: Effect;
  /** Showed that the newer value was there. */
  readonly seen: Effect;
  readonly proof: readonly Effect[];
}

/**
 * The fewest operations that prove that `older` was read after `newer` had taken its place, of a fault that `checkRegister` found in these
 * effects: the older value was there (a), the newer came after it (b), was there (c), and the older was read (d). One may be both b and c.
 */
export function proveStale(effects: readonly Effect[], older: Cluster, newer: Cluster): StaleRead {
  const value = valueOf(older.first);
  const isLate = (effect: Effect): boolean => effect.act.deed.kind === 'read' && effect.earliestMs > newer.first.latestMs;
  const read = effects.find((effect) => isLate(effect) && valueOf(effect) === value) ?? older.last;
  const showing = [newer.write ?? newer.first, newer.first].filter((effect) => effect.latestMs < read.earliestMs);
  const seen = showing[0] ?? newer.first;
  // What was there before all writes needs no proof that it came first.
  if (older.write === null) return { read, seen, proof: [seen, read] };
  for (const later of showing) {
    const earlier = [older.write, older.first].find((effect) => effect.latestMs < later.earliestMs);
    if (earlier !== undefined) return { read, seen: later, proof: [earlier, later, read] };
  }
  return { read, seen: newer.first, proof: [older.first, newer.last, newer.first, read] };
}

/** The value that an operation wrote or read. */
export function valueOf({ act: { deed } }: Effect): string | null {
  return deed.kind === 'write' || deed.kind === 'read' ? deed.value : null;
}
