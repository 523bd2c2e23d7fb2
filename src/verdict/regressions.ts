import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import { printPercent, printValue } from '../units/print.ts';

/** A broken finding for each metric that got worse. */
export function findRegressions(comparisons: readonly Comparison[]): readonly Finding[] {
  return comparisons.filter(({ kind }) => kind === 'regression').map(tellRegression);
}

function tellRegression({ metric, unit, before, after, changePercent, reason }: Comparison): Finding {
  const from = before === null ? '' : ` from ${printValue(before, unit)}`;
  return {
    kind: 'broken',
    id: `regression.${metric}`,
    sentence: `${metric} went${from} to ${printValue(after, unit)}${tellChange(changePercent)}.`,
    measured: after,
    limit: null,
    unit,
    evidence: [reason],
  };
}

function tellChange(percent: number | null): string {
  return percent === null ? '' : ` (${percent < 0 ? '−' : '+'}${printPercent(Math.abs(percent))})`;
}
