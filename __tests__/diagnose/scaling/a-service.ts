import type { LevelSeen } from '../../../src/model/scaling.ts';
import type { Chance } from '../../../src/stats/chance.ts';

/** Of the simulations that the fit was first tried on: a peak at 21.8 users, 738 operations a second at 20. */
export const truth = { perSecond: 100, contention: 0.05, coherency: 0.002 } as const;

export const usual: readonly number[] = [1, 2, 3, 5, 8, 12, 20];

interface Law {
  readonly perSecond: number;
  readonly contention: number;
  readonly coherency: number;
}

/** Operations a second of so many users, by the law. */
export function lawRate(users: number, { perSecond, contention, coherency }: Law = truth): number {
  return (perSecond * users) / (1 + contention * (users - 1) + coherency * users * (users - 1));
}

/** One visit in which nothing is wrong. */
export function visit(users: number, part: Partial<LevelSeen> = {}): LevelSeen {
  return {
    users,
    ratePerSecond: lawRate(users),
    p95Ms: (1_500 * users) / lawRate(users),
    errorsPercent: 0,
    cpuMsPerOperation: null,
    rssBytes: null,
    generatorShare: 0.3,
    ...part,
  };
}

/** Visits by turns, each with noise of its own, a share of what is measured. */
export function visits(
  levels: readonly number[],
  repetitions: number,
  noise: number,
  chance: Chance,
  at: (users: number) => Partial<LevelSeen> = () => ({}),
): readonly LevelSeen[] {
  return Array.from({ length: repetitions }, () =>
    levels.map((users) => {
      const seen = visit(users, at(users));
      const vary = (value: number | null): number | null => (value === null ? null : value * Math.exp(noise * normal(chance)));
      return {
        ...seen,
        ratePerSecond: seen.ratePerSecond * Math.exp(noise * normal(chance)),
        p95Ms: vary(seen.p95Ms),
        cpuMsPerOperation: vary(seen.cpuMsPerOperation),
        rssBytes: vary(seen.rssBytes),
      };
    }),
  ).flat();
}

function normal(chance: Chance): number {
  return Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
}
