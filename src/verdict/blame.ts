import type { Finding } from '../model/finding.ts';
import type { OperationObservation } from '../model/observation.ts';
import type { SelfCheck, SelfChecks } from '../model/self-check.ts';

/** Units of what a service holds rather than of how fast it is: a busy runner does not change them. */
const unhurried: ReadonlySet<string> = new Set(['bytes', 'count', 'B/operation', '/operation']);

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

/**
 * Why a number that depends on when in the run one looked is not held against the service, or null when it can be. `explains` says
 * whether the number would be fine on the better of the two levels that the service showed: with at most this share off its time.
 */
export function excuseUnsteady(findings: readonly Finding[], explains: (mostShare: number) => boolean): string | null {
  const unsteady = findings.find(({ id, kind }) => id === 'steadiness' && kind === 'broken');
  const percent = unsteady?.measured ?? null;
  if (unsteady === undefined || percent === null) return null;
  const share = percent >= 0 ? percent / (100 + percent) : Math.min(1, -percent / 100);
  return explains(share) ? unsteady.sentence : null;
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
export function percentWithoutTimeouts({
  requests,
  errors,
  errorKinds,
}: Pick<OperationObservation, 'requests' | 'errors' | 'errorKinds'>): number {
  return requests === 0 ? 0 : (100 * (errors - (errorKinds.timeout ?? 0))) / requests;
}
