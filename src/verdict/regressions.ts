import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import { printChange, printValue } from '../units/print.ts';
import { sayMetric } from '../units/say-metric.ts';

/** A finding for each metric that got worse: broken, or held where somebody lets it pass. */
export function findRegressions(comparisons: readonly Comparison[]): readonly Finding[] {
  return comparisons.filter(({ kind, accepted }) => kind === 'regression' || accepted !== null).map(tellRegression);
}

function tellRegression({ metric, unit, before, after, reason, accepted, ...change }: Comparison): Finding {
  const from = before === null ? '' : ` from ${printValue(before, unit)}`;
  const told = accepted === null ? '' : `, which was accepted (${accepted})`;
  return {
    kind: accepted === null ? 'broken' : 'held',
    id: `regression.${metric}`,
    sentence: `${sayMetric(metric)} went${from} to ${printValue(after, unit)}${tellChange(change)}${told}.`,
    measured: after,
    limit: null,
    unit,
    evidence: [reason],
  };
}

type Change = Pick<Comparison, 'changeIn' | 'changePercent' | 'intervalPercent'>;

function tellChange({ changeIn, changePercent, intervalPercent: interval }: Change): string {
  if (changePercent === null) return '';
  const signed = (change: number): string => `${change < 0 ? '−' : '+'}${printChange(Math.abs(change), changeIn)}`;
  return ` (${signed(changePercent)}${interval === null ? '' : `, between ${signed(interval[0])} and ${signed(interval[1])}`})`;
}
