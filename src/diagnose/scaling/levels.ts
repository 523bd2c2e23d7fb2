import type { LevelSeen } from '../../model/scaling.ts';
import type { LevelValues } from '../../stats/redraw-levels.ts';

/** The visits to one number of users that can be believed. */
export interface Level {
  readonly users: number;
  readonly visits: readonly LevelSeen[];
}

/** Visits to one number of users that tell of our own load generator more than of the service. */
export interface Overworked {
  readonly users: number;
  readonly visits: number;
  /** Of so many. */
  readonly of: number;
  /** Mean share of the time in which the generator ran or wanted to, 0…1. */
  readonly generatorShare: number;
}

/** Who is busier than this may be the bottleneck itself, and its limit would be taken for the service's. */
const busiest = 0.8;

/** The levels, fewest users first, and what was left out of them. */
export function sortLevels(seen: readonly LevelSeen[]): { readonly levels: readonly Level[]; readonly overworked: readonly Overworked[] } {
  const known = [...new Set(seen.map(({ users }) => users))].toSorted((a, b) => a - b);
  const all = known.map((users) => ({ users, visits: seen.filter((visit) => visit.users === users) }));
  return {
    levels: all.flatMap(({ users, visits }) => {
      const believed = visits.filter(({ generatorShare }) => !(generatorShare > busiest));
      return believed.length === 0 ? [] : [{ users, visits: believed }];
    }),
    overworked: all.flatMap(({ users, visits }) => {
      const shares = visits.map(({ generatorShare }) => generatorShare).filter((share) => share > busiest);
      if (shares.length === 0) return [];
      const generatorShare = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      return [{ users, visits: shares.length, of: visits.length, generatorShare }];
    }),
  };
}

/** One number of each visit, where there is one above 0; levels without any are left out. */
export function valuesOf(levels: readonly Level[], of: (visit: LevelSeen) => number | null): readonly LevelValues[] {
  return levels.flatMap(({ users, visits }) => {
    const values = visits.flatMap((visit) => {
      const value = of(visit);
      return value !== null && value > 0 && Number.isFinite(value) ? [value] : [];
    });
    return values.length === 0 ? [] : [{ level: users, values }];
  });
}

/** Operations a second that did not fail. */
export function goodRate({ ratePerSecond, errorsPercent }: LevelSeen): number {
  return ratePerSecond * (1 - errorsPercent / 100);
}

/** How long a user's turn takes in which an operation succeeds, in seconds: N/X, by Little's law. Null where none succeeded. */
export function secondsPerTurn(visit: LevelSeen): number | null {
  const rate = goodRate(visit);
  return rate > 0 ? visit.users / rate : null;
}
