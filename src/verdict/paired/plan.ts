import { evenSpending, sequentialBounds, type Spending } from '../../stats/group-sequential.ts';
import { normalTail } from '../../stats/normal.ts';

/** When a growing number of pairs is looked at, and what each look asks for. */
export interface Plan {
  /** Numbers of pairs, ascending; the last is the most there will be. */
  readonly looks: readonly number[];
  /** The one-sided p that a look asks for, so that all looks together err no more often than `level`, shared equally `among` so many tests. */
  readonly levelAt: (look: number, level: number, among: number) => number;
}

/** Of fewer even the clearest outcome is no proof that nothing got worse. */
export const fewestPairs = 8;
/** More tell little that these do not. */
export const mostPairs = 40;
/** Looks cost next to no power, and each one that ends a gate saves what is left of its time. */
const pairsBetweenLooks = 4;

/** After 8, 12, 16, … pairs, and after the last. */
export function planLooks(planned: number): Plan {
  const last = Math.max(fewestPairs, Math.min(mostPairs, Math.floor(planned)));
  const before = Array.from({ length: Math.ceil(last / pairsBetweenLooks) }, (_, index) => fewestPairs + index * pairsBetweenLooks);
  return planAt([...before.filter((look) => look <= last - pairsBetweenLooks / 2), last]);
}

/**
 * The plan as it was carried out: what ended before its last look, because it was clear or the time was up, had its last one there. That
 * look may spend all that is left, because nothing but a clear outcome ends a gate early on account of what was measured.
 */
export function carriedOut({ looks }: Plan, pairs: number): Plan {
  return planAt([...looks.filter((look) => look < pairs), pairs]);
}

/** Reckoning the bounds takes tens of milliseconds, and a gate asks after every pair: they depend on nothing but the looks. */
const plans = new Map<string, Plan>();

function planAt(looks: readonly number[]): Plan {
  const name = looks.join();
  const plan = plans.get(name) ?? { looks, levelAt: reckonLevels(looks) };
  plans.set(name, plan);
  return plan;
}

function reckonLevels(looks: readonly number[]): Plan['levelAt'] {
  const last = looks.at(-1) ?? 1;
  const shares = looks.map((look) => look / last);
  const known = new Map<string, readonly number[]>();
  return (look, level, among) => {
    const name = `${level}/${among}`;
    const levels = known.get(name) ?? sequentialBounds(shares, level / among, spendingFrom(looks, level)).map(normalTail);
    known.set(name, levels);
    return levels[looks.indexOf(look)] ?? 0;
  };
}

/** What an exact test of so few pairs cannot reach is not spent on it, but left for the next look. */
function spendingFrom(looks: readonly number[], level: number): Spending {
  const last = looks.at(-1) ?? 1;
  const first = looks.find((pairs) => 2 ** -pairs <= evenSpending(pairs / last, level)) ?? last;
  return (share, shared) => (share < first / last ? 0 : evenSpending(share, shared));
}
