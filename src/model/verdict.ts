import type { Comparison } from './comparison.ts';
import type { Finding } from './finding.ts';
import type { SelfChecks } from './self-check.ts';

export type VerdictKind = 'pass' | 'fail' | 'inconclusive' | 'not-comparable';

/** What the runs before this one were, for the report. */
export interface BaselineNote {
  /** How many earlier comparable runs it was held against. */
  readonly runs: number;
  /** How many pairs with its base were measured. */
  readonly pairs: number;
  /** One sentence: where they came from, or why there are none. */
  readonly sentence: string;
}

/** What the gate says, and why (`verdict.json`). */
export interface Verdict {
  readonly schema: 'plimsoll.verdict/1';
  readonly suite: string;
  readonly kind: VerdictKind;
  /** One sentence; the report's first line. */
  readonly reason: string;
  /** Whether the policy lets this verdict block the merge: the exit status. */
  readonly blocks: boolean;
  readonly findings: readonly Finding[];
  readonly comparisons: readonly Comparison[];
  readonly baseline: BaselineNote;
  readonly self: SelfChecks;
  readonly cost: { readonly phaseMs: Readonly<Record<string, number>> };
}
