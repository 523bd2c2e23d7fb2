import type { Finding } from '../model/finding.ts';
import type { Blocking } from '../model/policy.ts';

/** What a reviewer must read first: a service that died, then one that answers wrongly, then one that is slow, then slower. */
const order: readonly RegExp[] = [
  /^crash$/,
  /^hang\./,
  /^(isolation|consistency\.|coordination|property\.)/,
  /^limit\.errors$/,
  /^(?!limit\.|regression\.|self\.)/,
  /^limit\./,
  /^regression\./,
];

/** Which clause of `fail-on` a broken finding falls under. */
export function blockingOf(finding: Finding): Blocking {
  if (finding.id.startsWith('limit.')) return 'breach';
  return finding.id.startsWith('regression.') ? 'regression' : 'broken-property';
}

/** Sorts findings, the most important first: broken, then inconclusive, then held; equals keep their order. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || place(a) - place(b));
}

const kinds: readonly Finding['kind'][] = ['broken', 'inconclusive', 'held'];

function place(finding: Finding): number {
  const at = order.findIndex((pattern) => pattern.test(finding.id));
  return at === -1 ? order.length : at;
}
