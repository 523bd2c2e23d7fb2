import type { SelfCheck, SelfChecks, Spoiled } from '../model/self-check.ts';

/** Units of what a service holds rather than of how fast it is: a busy runner does not change them. */
const unhurried: ReadonlySet<string> = new Set(['bytes', 'count']);

/**
 * Why the service cannot be blamed for a latency above `limit`, or null when it can: what our own trouble can have added at
 * most is taken off first. Without a latency, whether there is any excuse. A spoiled monitor only blurs resources.
 */
export function excuse(self: SelfChecks, late?: { readonly measured: number; readonly limit: number }): string | null {
  const explains = ({ mostShare = 1 }: Spoiled): boolean => late === undefined || late.measured * (1 - mostShare) <= late.limit;
  const spoiled = [self.generator, self.runner].find((check) => check.kind === 'spoiled' && explains(check));
  return spoiled === undefined ? null : spoiled.sentence;
}

/** Trouble too small to change any judgement but a comparison's. */
export function isBounded(check: SelfCheck): boolean {
  return check.kind === 'spoiled' && check.mostShare !== undefined;
}

/** Whether a number in this unit looks worse when the load generator or the runner was the bottleneck. */
export function suffersFromSpoiling(unit: string): boolean {
  return !unhurried.has(unit);
}
