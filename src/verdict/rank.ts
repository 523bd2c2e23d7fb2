import type { Finding } from '../model/finding.ts';
import type { Blocking } from '../model/policy.ts';
import { isReference } from './references.ts';

/**
 * What a reviewer must read first: a service that died or got stuck, then one that answers wrongly, then one that does not give back what
 * it takes, then one that is slow, then slower.
 */
const order: readonly RegExp[] = [
  /^crash$/,
  /^hang\./,
  /^(isolation|consistency\.|invariant\.|sessions\.|coordination|property\.)/,
  /^limit\.errors$/,
  /^leak\./,
  /^drain$/,
  /^(?!limit\.|regression\.|self\.|steadiness$)/,
  /^limit\./,
  /^regression\./,
  /^steadiness$/,
];

/**
 * Which clause of `fail-on` a broken finding falls under; null for one that makes the verdict inconclusive instead of blocking. Without
 * a steady state the numbers depend on when one looked, but one run cannot tell a service that drifts from a machine that does, and
 * more than half of sound programs do not reach a steady state each time they are run (E. Barrett et al., OOPSLA 2017).
 */
export function blockingOf(finding: Finding): Blocking | null {
  // What only refers to another blocks where that does.
  if (isReference(finding)) return blockingOf({ ...finding, id: finding.toldBy, toldBy: finding.toldBy });
  if (finding.id === 'steadiness') return null;
  if (finding.id.startsWith('limit.')) return 'breach';
  return finding.id.startsWith('regression.') ? 'regression' : 'broken-property';
}

/** Sorts findings, the most important first: broken, then inconclusive, then held; equals keep their order. */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || place(a) - place(b));
}

const kinds: readonly Finding['kind'][] = ['broken', 'inconclusive', 'held'];

function place(finding: Finding): number {
  if (isReference(finding)) return order.length;
  const at = order.findIndex((pattern) => pattern.test(finding.id));
  return at === -1 ? order.length : at;
}
