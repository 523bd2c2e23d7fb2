import { contentionOf, coherencyOf, peakUsersOf } from '../../stats/scalability.ts';
import { intervalOf, largestOf, timeIn, type Growth, type Shape } from './growth.ts';

/** A number with its 95 % interval; null where nothing is known of chance. */
export interface Estimate {
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
}

/** What is left of the throughput at so many users. */
export interface Drop {
  readonly users: number;
  /** Operations a second there. */
  readonly rate: Estimate;
  /** By how much it lies below the highest at as many users or fewer. */
  readonly percent: Estimate;
  /** Where it is highest, at as many users or fewer. */
  readonly peakUsers: number;
}

/** The throughput at so many users against the highest up to there. */
export function dropOf(growth: Growth, users: number): Drop {
  const rateIn = (shape: Shape, at: number): number => at / timeIn(shape, growth, at);
  const peakUsers = candidates(growth, users).reduce((best, at) => (rateIn(growth, at) > rateIn(growth, best) ? at : best), users);
  const percentIn = (shape: Shape): number => 100 * (1 - rateIn(shape, users) / rateIn(shape, peakUsers));
  return {
    users,
    rate: { value: rateIn(growth, users), interval: intervalOf(growth, (shape) => rateIn(shape, users)) },
    percent: { value: percentIn(growth), interval: intervalOf(growth, percentIn) },
    peakUsers,
  };
}

/** Whole numbers of users at which the peak may lie: every one on the curve, the levels alone where they do not follow it. */
function candidates({ means, misfit }: Growth, users: number): readonly number[] {
  const levels = means.map(({ level }) => level).filter((level) => level <= users);
  if (misfit.real) return levels;
  const least = levels[0] ?? users;
  return Array.from({ length: users - least + 1 }, (_, index) => least + index);
}

/**
 * Where throughput was seen to be highest before the last level; null where no peak was seen. On the curve there is one only where κ is
 * surely above 0, or σ so large that a second user does nothing but harm.
 */
export function peakSeen(growth: Growth, drop: Drop): Estimate | null {
  if (growth.misfit.real) {
    const [low] = drop.percent.interval ?? [0];
    return low > 0 ? { value: drop.peakUsers, interval: null } : null;
  }
  const value = peakUsersOf(growth.curve);
  const [coherency] = intervalOf(growth, ({ curve }) => coherencyOf(curve)) ?? [0];
  const [contention] = intervalOf(growth, ({ curve }) => contentionOf(curve)) ?? [0];
  if (value >= largestOf(growth) || (coherency <= 0 && contention < 1)) return null;
  return { value, interval: intervalOf(growth, ({ curve }) => peakUsersOf(curve)) };
}
