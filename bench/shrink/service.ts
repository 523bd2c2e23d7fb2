import { chance, noise } from '../../__tests__/property/model-service.ts';

/** A service whose latency is known, and what is asked of it. */
export interface Service {
  readonly name: string;
  /** The fewest users that break the limit; null for a service that keeps it under all of them. */
  readonly smallest: number | null;
  readonly mostUsers: number;
  readonly limitMs: number;
}

/** One measurement of its p95 under so many users. */
export type Measure = (users: number) => number;

const latencyMs = (users: number): number => 5 + 0.05 * users ** 2;

/** How often a measurement has nothing to do with the service, and how many times as long it is then. */
const outliers = { share: 0.02, factor: 3 };

/** Within its limit under up to 20 users, of whom the last use 83 % of it. */
export const good: Service = { name: 'good', smallest: null, mostUsers: 20, limitMs: 30 };

/** 30 ms are first passed under 23 users; the others are passed halfway between two numbers of users. */
export const broken: readonly Service[] = [
  { name: '23 of 40', smallest: 23, mostUsers: 40, limitMs: 30 },
  ...[8, 15, 30].map((smallest) => ({ name: `${smallest} of 40`, smallest, mostUsers: 40, limitMs: latencyMs(smallest - 0.5) })),
  { name: '12 of 20', smallest: 12, mostUsers: 20, limitMs: latencyMs(11.5) },
];

/** Measures with log-normal noise of this size, and outliers where there is any. */
export function measureWith(sigma: number, seed: number): Measure {
  const random = chance(seed);
  return (users) => {
    const factor = sigma > 0 && random() < outliers.share ? outliers.factor : 1;
    return latencyMs(users) * factor * noise(sigma, random);
  };
}
