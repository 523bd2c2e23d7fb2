import type { Finding } from '../model/finding.ts';
import type { SelfCheck, SelfChecks } from '../model/self-check.ts';

/** The self-checks that spoiled this run, as findings: never the service's fault, so never broken. */
export function findSpoiling(self: SelfChecks): readonly Finding[] {
  const checks: readonly (readonly [name: string, check: SelfCheck])[] = [
    ['generator', self.generator],
    ['monitor', self.monitor],
    ['runner', self.runner],
  ];
  return checks
    .filter(([, check]) => check.kind === 'spoiled')
    .map(([name, check]) => ({
      kind: 'inconclusive',
      id: `self.${name}`,
      sentence: check.sentence,
      measured: null,
      limit: null,
      unit: '',
      evidence: [],
    }));
}
