import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';

/** A finding that broke. */
export type BrokenFinding = Finding & { readonly kind: 'broken' };

/** The findings that broke, in the verdict's order: the judge ranks them. What only refers to another of them is left to that. */
export function brokenFindings(verdict: Verdict): readonly BrokenFinding[] {
  const broken = verdict.findings.filter((finding) => finding.kind === 'broken');
  const telling = new Set(broken.flatMap(({ id, toldBy }) => (toldBy === undefined || toldBy === id ? [id] : [])));
  return broken.filter(({ id, toldBy }) => toldBy === undefined || toldBy === id || !telling.has(toldBy));
}

/** Size of a change for sorting. */
export function sizeOf(comparison: Comparison | undefined): number {
  const size = Math.abs(comparison?.changePercent ?? 0);
  return Number.isFinite(size) ? size : 0;
}

/** Whether it got worse, or so it seems, and people let that pass on purpose. */
export function isAccepted({ kind, accepted }: Comparison): boolean {
  return accepted !== null && (kind === 'regression' || kind === 'inconclusive');
}

/** Whether there was enough to compare with: "inconclusive" for want of earlier runs says nothing about this one. */
export function isCompared(comparison: Comparison): boolean {
  if (comparison.kind === 'inconclusive') return comparison.intervalPercent !== null || comparison.smallestDetectablePercent !== null;
  return comparison.kind !== 'not-comparable';
}
