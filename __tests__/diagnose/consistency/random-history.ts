import type { Act, Deed } from '../../../src/model/history.ts';
import type { Chance } from '../../../src/stats/chance.ts';

/** What is done to the key. */
export const kinds = [
  'register',
  'rewritten',
  'counter',
  'told',
  'downward',
  'uneven',
  'mixed',
  'swaps',
  'sums',
  'list',
  'repeated',
] as const;
export type Kind = (typeof kinds)[number];

interface Draft {
  readonly user: number;
  readonly calledAtMs: number;
  readonly returnedAtMs: number;
  /** Null where it never takes effect. */
  readonly effectAtMs: number | null;
  readonly tie: number;
  readonly deed: Deed;
}

/**
 * A small history on one key: users that act one after another on an object that is right, at whole milliseconds so that times often
 * meet. In two of three answers or times are then changed.
 */
export function randomHistory(chance: Chance, kind: Kind): readonly Act[] {
  const users = 2 + chance.below(5);
  const operations = 3 + chance.below(10);
  const drafts: Draft[] = [];
  const freeAtMs = Array.from({ length: users }, () => chance.below(6));
  const numbers = Array.from({ length: users }, (_, index) => index);
  for (let index = 0; index < operations; index += 1) {
    const who = chance.below(users);
    const calledAtMs = freeAtMs[who] ?? 0;
    const tookMs = chance.below(7);
    const isUnknown = chance.unit() < 0.12;
    const lateMs = isUnknown ? chance.below(15) : chance.below(tookMs + 1);
    drafts.push({
      user: numbers[who] ?? 0,
      calledAtMs,
      returnedAtMs: isUnknown ? Number.POSITIVE_INFINITY : calledAtMs + tookMs,
      effectAtMs: isUnknown && chance.unit() < 0.5 ? null : calledAtMs + lateMs,
      tie: chance.unit(),
      deed: aDeed(chance, kind, index),
    });
    freeAtMs[who] = calledAtMs + tookMs + chance.below(4);
    if (isUnknown) numbers[who] = users + index;
  }
  const acts = perform(drafts, aStart(chance, kind));
  return (chance.unit() < 0.33 ? acts : spoil(chance, acts)).toSorted((a, b) => a.calledAtMs - b.calledAtMs);
}

function aDeed(chance: Chance, kind: Kind, index: number): Deed {
  const isRead = chance.unit() < 0.5;
  if (isRead) return { kind: 'read', value: '' };
  const pick = <T>(all: readonly [T, ...T[]]): T => all[chance.below(all.length)] ?? all[0];
  const increment = (by: number, isTold: boolean): Deed => ({ kind: 'increment', by, after: isTold ? 0 : null });
  switch (kind) {
    case 'register':
      return { kind: 'write', value: `v${index}` };
    case 'rewritten':
      return { kind: 'write', value: pick(['a', 'b', 'c']) };
    case 'counter':
      return increment(1, false);
    case 'told':
      return increment(1, chance.unit() < 0.6);
    case 'downward':
      return increment(-3, chance.unit() < 0.2);
    case 'uneven':
      return increment(pick([1, 2, 5]), chance.unit() < 0.3);
    case 'mixed':
      return increment(pick([1, -1, 2]), chance.unit() < 0.3);
    case 'swaps':
      if (chance.unit() < 0.4) return { kind: 'write', value: pick(['a', 'b', 'c', `v${index}`]) };
      return { kind: 'compare-and-set', expected: pick(['a', 'b', 'c', 's']), value: pick(['a', 'b', 'c', `v${index}`]), swapped: true };
    case 'sums':
      if (chance.unit() < 0.3) return { kind: 'write', value: pick(['0', '1', '5']) };
      if (chance.unit() < 0.6) return increment(pick([1, 2, -1]), chance.unit() < 0.3);
      return { kind: 'compare-and-set', expected: pick(['0', '1', '2']), value: pick(['0', '4', '5']), swapped: true };
    case 'list':
      return { kind: 'append', value: `v${index}` };
    case 'repeated':
      return { kind: 'append', value: pick(['a', 'b']) };
    default:
      return kind satisfies never;
  }
}

function aStart(chance: Chance, kind: Kind): string {
  if (kind === 'list' || kind === 'repeated') return chance.unit() < 0.5 ? '[]' : '["s","t"]';
  if (kind === 'register' || kind === 'rewritten' || kind === 'swaps') return 's';
  return String(chance.below(3) - 1);
}

/** Lets each take effect at its moment, and answers what it then saw. */
function perform(drafts: readonly Draft[], start: string): readonly Act[] {
  let state = start;
  const deeds = new Map<Draft, Deed>();
  const momentOf = (draft: Draft): number => draft.effectAtMs ?? Number.POSITIVE_INFINITY;
  const ordered = drafts.filter(({ effectAtMs }) => effectAtMs !== null).sort((a, b) => momentOf(a) - momentOf(b) || a.tie - b.tie);
  for (const draft of ordered) {
    const { deed } = draft;
    if (deed.kind === 'read') deeds.set(draft, { ...deed, value: state });
    else if (deed.kind === 'write') state = deed.value;
    else if (deed.kind === 'append') state = JSON.stringify([...(JSON.parse(state) as readonly string[]), deed.value]);
    else if (deed.kind === 'increment') {
      state = String(Number(state) + deed.by);
      if (deed.after !== null) deeds.set(draft, { ...deed, after: Number(state) });
    } else {
      const swapped = state === deed.expected;
      if (swapped) state = deed.value;
      deeds.set(draft, { ...deed, swapped });
    }
  }
  return drafts.map((draft) => {
    const { user, calledAtMs, returnedAtMs } = draft;
    const deed = deeds.get(draft) ?? draft.deed;
    const told = returnedAtMs === Number.POSITIVE_INFINITY ? unheard(deed) : deed;
    return { operation: deed.kind, user, key: 'k', deed: told, calledAtMs, returnedAtMs };
  });
}

function unheard(deed: Deed): Deed {
  if (deed.kind === 'read') return { ...deed, value: null };
  if (deed.kind === 'increment') return { ...deed, after: null };
  return deed.kind === 'compare-and-set' ? { ...deed, swapped: null } : deed;
}

function spoil(chance: Chance, acts: readonly Act[]): readonly Act[] {
  const seen = acts.flatMap(({ deed }) => (deed.kind === 'read' && deed.value !== null ? [deed.value] : []));
  const set = acts.flatMap(({ deed }) => (deed.kind === 'write' ? [deed.value] : []));
  const share = [0.15, 0.3, 0.6][chance.below(3)] ?? 0.3;
  return acts.map((act): Act => {
    if (chance.unit() >= share) return act;
    if (chance.unit() < 0.3) {
      const byMs = chance.below(13) - 6;
      return { ...act, calledAtMs: act.calledAtMs + byMs, returnedAtMs: act.returnedAtMs + byMs };
    }
    const { deed } = act;
    if (deed.kind === 'increment' && deed.after !== null) return { ...act, deed: { ...deed, after: deed.after + chance.below(5) - 2 } };
    if (deed.kind === 'compare-and-set' && deed.swapped !== null) return { ...act, deed: { ...deed, swapped: !deed.swapped } };
    if (deed.kind !== 'read' || deed.value === null) return act;
    return { ...act, deed: { ...deed, value: otherValue(chance, deed.value, [...seen, ...set]) } };
  });
}

function otherValue(chance: Chance, value: string, others: readonly string[]): string {
  if (chance.unit() < 0.5) return others[chance.below(others.length)] ?? value;
  if (/^-?\d+$/.test(value)) return String(Number(value) + chance.below(5) - 2);
  if (!value.startsWith('[')) return chance.unit() < 0.5 ? 's' : 'x';
  const list = JSON.parse(value) as readonly string[];
  const how = chance.below(4);
  if (how === 0) return JSON.stringify(list.slice(0, -1));
  if (how === 1) return JSON.stringify(list.toReversed());
  return JSON.stringify(how === 2 ? [...list, 'x'] : [...list, ...list.slice(-1)]);
}
