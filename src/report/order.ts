import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Verdict } from '../model/verdict.ts';

/** A finding that broke. */
export type BrokenFinding = Finding & { readonly kind: 'broken' };

/** The findings that broke, in the verdict's order: the judge ranks them. */
export function brokenFindings(verdict: Verdict): readonly BrokenFinding[] {
  return verdict.findings.filter((finding) => finding.kind === 'broken');
}

/** Size of a change for sorting. */
export function sizeOf(comparison: Comparison | undefined): number {
  const size = Math.abs(comparison?.changePercent ?? 0);
  return Number.isFinite(size) ? size : 0;
}

/** Whether there was enough to compare with: "inconclusive" for want of earlier runs says nothing about this one. */
export function isCompared(comparison: Comparison): boolean {
  if (comparison.kind === 'inconclusive') return comparison.intervalPercent !== null || comparison.smallestDetectablePercent !== null;
  return comparison.kind !== 'not-comparable';
}

/** The smallest worsening that all of these would have shown; null when one of them cannot say. */
export function detectable(comparisons: readonly Comparison[]): number | null {
  const known = comparisons.map((each) => each.smallestDetectablePercent ?? Number.NaN);
  const most = Math.max(...known);
  return known.length > 0 && Number.isFinite(most) ? most : null;
}
