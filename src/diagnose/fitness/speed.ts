import type { Checkup } from '../../model/checkup.ts';
import type { FitnessCheck } from '../../model/fitness.ts';
import { median } from '../../stats/median.ts';
import { printCount } from '../../units/print.ts';
import { printRate, sayCheck, worstOf } from './words.ts';

/** Twenty users of a service that answers in 4 ms: faster than most services are. */
const limitedPerSecond = 5_000;
/** Twenty users of one that answers in 40 ms: a generator that cannot do this measures itself. */
const unfitPerSecond = 500;

/**
 * Rate up to which the load generator is not what limits a load here. The slowest round counts, to two digits: less than that it
 * has shown each time that it can do.
 */
export function generatorPerSecond({ rounds }: Checkup): number {
  const slowest = Math.min(...rounds.map(({ speed }) => speed.ratePerSecond));
  if (!Number.isFinite(slowest) || slowest <= 0) return 0;
  const digit = 10 ** (Math.floor(Math.log10(slowest)) - 1);
  return Math.floor(slowest / digit) * digit;
}

/** Whether the load generator is fast enough here. */
export function checkSpeed(checkup: Checkup): FitnessCheck {
  const fastest = generatorPerSecond(checkup);
  const perCpuSecond = median(checkup.rounds.map(({ speed }) => speed.requestsPerCpuSecond));
  const rates = checkup.rounds.map(({ speed }) => speed.ratePerSecond);
  return sayCheck(
    'generator',
    worstOf(fastest < unfitPerSecond, fastest < limitedPerSecond),
    `20 users of a service that answers at once: ${printCount(Math.min(...rates))}…${printCount(Math.max(...rates))} requests/s, ${printCount(perCpuSecond)} per CPU-second. Up to about ${printRate(fastest)} a service can be told apart from the generator's own limit.`,
    'Keep loads well below this rate, or take a machine with more or faster cores.',
  );
}
