import type { OperationObservation } from '../model/observation.ts';
import type { SelfCheck, SelfChecks } from '../model/self-check.ts';

/** Units of what a service holds rather than of how fast it is: a busy runner does not change them. */
const unhurried: ReadonlySet<string> = new Set(['bytes', 'count']);

/**
 * Why the service cannot be blamed for a number, or null when it can. `explains` says whether trouble that added at most this
 * share to each response time explains the number; trouble without a bound explains any. A spoiled monitor only blurs resources.
 */
export function excuse(self: SelfChecks, explains: (mostShare: number) => boolean = () => true): string | null {
  const spoiled = [self.generator, self.runner].find(
    (check) => check.kind === 'spoiled' && (check.mostShare === undefined || explains(check.mostShare)),
  );
  return spoiled === undefined ? null : spoiled.sentence;
}

/** Trouble whose effect is bounded: it is weighed judgement by judgement. */
export function isBounded(check: SelfCheck): boolean {
  return check.kind === 'spoiled' && check.mostShare !== undefined;
}

/** Whether a number in this unit looks worse when the load generator or the runner was the bottleneck. */
export function suffersFromSpoiling(unit: string): boolean {
  return !unhurried.has(unit);
}

/** The share of failed operations that no trouble of ours explains: a busy runner makes answers late, never wrong. */
export function percentWithoutTimeouts({ requests, errors, errorKinds }: OperationObservation): number {
  return requests === 0 ? 0 : (100 * (errors - (errorKinds.timeout ?? 0))) / requests;
}
