import type { SelfChecks } from '../model/self-check.ts';

/** Units of what a service holds rather than of how fast it is: a busy runner does not change them. */
const unhurried: ReadonlySet<string> = new Set(['bytes', 'count']);

/** Why the service cannot be blamed for being slow in this run, or null when it can. A spoiled monitor only blurs resources. */
export function excuse(self: SelfChecks): string | null {
  const spoiled = [self.generator, self.runner].find((check) => check.kind === 'spoiled');
  return spoiled === undefined ? null : spoiled.sentence;
}

/** Whether a number in this unit looks worse when the load generator or the runner was the bottleneck. */
export function suffersFromSpoiling(unit: string): boolean {
  return !unhurried.has(unit);
}
