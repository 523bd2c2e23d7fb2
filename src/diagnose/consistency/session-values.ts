import { byEnd, isCertain, type Effect } from './effect.ts';

/** A user that read an older value than it knew. */
export interface StaleSession {
  /** What the user had written or read. */
  readonly known: Effect;
  /** What put that value there. */
  readonly newer: Effect;
  readonly read: Effect;
  /** What put the value there that it read; null of the one that was there before. */
  readonly older: Effect | null;
  /** How many reads of all users are such. */
  readonly count: number;
}

interface Known {
  readonly effect: Effect;
  readonly newer: Effect;
}

/**
 * Whether users read what they wrote, and never an older value after a newer one, in O(n log n) steps; null where they do. Conservative:
 * one value is older than another only where its one setter had ended before the one setter of the other began, or where nobody set it.
 * For keys that are written, read, compared and set. `isFresh`: no value that is set can have been there before.
 */
export function findStaleSession(effects: readonly Effect[], isFresh: boolean): StaleSession | null {
  const setters = settersOf(effects);
  const users = new Map<number, { readonly known: Known[]; readonly reads: Effect[] }>();
  for (const effect of effects) {
    const { deed, user } = effect.act;
    let own = users.get(user);
    if (own === undefined) users.set(user, (own = { known: [], reads: [] }));
    if (deed.kind === 'read') own.reads.push(effect);
    const shown = shownBy(effect);
    const newer = shown === null || !isCertain(effect) ? undefined : setters.get(shown);
    if (newer === undefined || newer === 'several') continue;
    if (isFresh || effect === newer || newer.latestMs < effect.earliestMs) own.known.push({ effect, newer });
  }
  const faults = [...users.values()].flatMap(({ known, reads }) => {
    known.sort((a, b) => byEnd(a.effect, b.effect));
    return findStaleReads(known, reads, setters);
  });
  const first = faults.reduce<Omit<StaleSession, 'count'> | null>(
    (least, fault) => (least === null || byEnd(fault.read, least.read) < 0 ? fault : least),
    null,
  );
  return first === null ? null : { ...first, count: faults.length };
}

type Setters = ReadonlyMap<string, Effect | 'several'>;

/** `known` in the order in which they ended, `reads` in that in which they began. */
function findStaleReads(known: readonly Known[], reads: readonly Effect[], setters: Setters): readonly Omit<StaleSession, 'count'>[] {
  const faults: Omit<StaleSession, 'count'>[] = [];
  let newest: Known | null = null;
  let next = 0;
  for (const read of reads) {
    for (let one = known[next]; one !== undefined && one.effect.latestMs < read.earliestMs; one = known[next]) {
      if (newest === null || one.newer.earliestMs > newest.newer.earliestMs) newest = one;
      next += 1;
    }
    const older = setters.get(shownBy(read) ?? '') ?? null;
    if (newest === null || older === 'several' || (older !== null && older.latestMs >= newest.newer.earliestMs)) continue;
    faults.push({ known: newest.effect, newer: newest.newer, read, older });
  }
  return faults;
}

function settersOf(effects: readonly Effect[]): Setters {
  const setters = new Map<string, Effect | 'several'>();
  for (const effect of effects) {
    const { deed } = effect.act;
    const isSetter = deed.kind === 'write' || (deed.kind === 'compare-and-set' && deed.swapped !== false);
    if (isSetter) setters.set(deed.value, setters.has(deed.value) ? 'several' : effect);
  }
  return setters;
}

/** The value that was there when it took effect, or right after. */
function shownBy({ act: { deed } }: Effect): string | null {
  if (deed.kind === 'write' || deed.kind === 'read') return deed.value;
  return deed.kind === 'compare-and-set' && deed.swapped === true ? deed.value : null;
}
