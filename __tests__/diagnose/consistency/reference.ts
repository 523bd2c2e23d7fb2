import type { Act, Deed } from '../../../src/model/history.ts';

/**
 * Whether acts on one key fit one order, by trying all orders from each state that the key can have begun in: plain Wing and Gong with a
 * memory, for up to thirty acts. Shares nothing with what it checks, also not how an unknown beginning is told.
 */
export function fitsOneOrder(acts: readonly Act[], maxStaleMs = 0): boolean {
  const timed = acts.flatMap((act) => {
    const { deed, returnedAtMs } = act;
    const isOpen = returnedAtMs === Number.POSITIVE_INFINITY;
    if (deed.kind === 'read' && (deed.value === null || isOpen)) return [];
    if (deed.kind === 'compare-and-set' && deed.swapped === false && isOpen) return [];
    const isDoubtful = isOpen || (deed.kind === 'compare-and-set' && deed.swapped === null);
    const from = act.calledAtMs - (deed.kind === 'read' ? maxStaleMs : 0);
    return [{ deed, from, to: isDoubtful ? Number.POSITIVE_INFINITY : returnedAtMs }];
  });
  return beginnings(timed.map(({ deed }) => deed)).some((start) => fitsFrom(start, timed));
}

interface Timed {
  readonly deed: Deed;
  readonly from: number;
  readonly to: number;
}

function fitsFrom(start: string, timed: readonly Timed[]): boolean {
  const must = timed.reduce((mask, { to }, index) => (to === Number.POSITIVE_INFINITY ? mask : mask | (1 << index)), 0);
  const tried = new Set<string>();
  const go = (done: number, state: string): boolean => {
    if ((done & must) === must) return true;
    const name = `${done} ${state}`;
    if (tried.has(name)) return false;
    tried.add(name);
    return timed.some(({ deed, from }, index) => {
      if ((done & (1 << index)) !== 0) return false;
      if (timed.some(({ to }, other) => (done & (1 << other)) === 0 && to < from)) return false;
      const next = apply(state, deed);
      return next !== null && go(done | (1 << index), next);
    });
  };
  return go(0, start);
}

function apply(state: string, deed: Deed): string | null {
  switch (deed.kind) {
    case 'write':
      return deed.value;
    case 'read':
      return state === deed.value ? state : null;
    case 'increment': {
      if (!/^-?\d+$/.test(state)) return null;
      const after = Number(state) + deed.by;
      return deed.after === null || deed.after === after ? String(after) : null;
    }
    case 'compare-and-set':
      if (deed.swapped === false) return state === deed.expected ? null : state;
      return state === deed.expected ? deed.value : null;
    case 'append':
      return JSON.stringify([...(JSON.parse(state) as readonly string[]), deed.value]);
    default:
      return deed satisfies never;
  }
}

/** All states that make a difference. Where values are unique they are not what was there before. */
function beginnings(deeds: readonly Deed[]): readonly string[] {
  const kinds = new Set(deeds.map(({ kind }) => kind));
  const set = deeds.flatMap((deed) => (deed.kind === 'write' || deed.kind === 'append' ? [deed.value] : []));
  const read = deeds.flatMap((deed) => (deed.kind === 'read' && deed.value !== null ? [deed.value] : []));
  const isUnique = new Set(set).size === set.length;
  if (kinds.has('append')) {
    const prefixes = read.flatMap((text) => {
      const list = JSON.parse(text) as readonly string[];
      return list.map((_, index) => list.slice(0, index + 1));
    });
    const allowed = prefixes.filter((list) => !isUnique || !list.some((entry) => set.includes(entry)));
    return [...new Set(['[]', '["other"]', ...allowed.map((list) => JSON.stringify(list))])];
  }
  if (kinds.has('increment')) {
    const seen = deeds.flatMap((deed) => {
      if (deed.kind === 'compare-and-set') return [Number(deed.expected)];
      if (deed.kind === 'increment') return deed.after === null ? [] : [deed.after];
      return deed.kind === 'read' ? [Number(deed.value)] : [];
    });
    const amounts = deeds.flatMap((deed) => (deed.kind === 'increment' ? [deed.by] : []));
    const sums = amounts.reduce((all, by) => new Set([...all, ...[...all].map((one) => one + by)]), new Set([0]));
    const starts = seen.flatMap((value) => [...sums].map((one) => String(value - one)));
    return [...new Set(['777777', ...starts])];
  }
  const expected = deeds.flatMap((deed) => (deed.kind === 'compare-and-set' ? [deed.expected] : []));
  const all = new Set(['other', ...read, ...expected, ...set]);
  const isRegister = isUnique && !kinds.has('compare-and-set');
  return [...all].filter((value) => !isRegister || !set.includes(value));
}
