import type { Acceptance } from '../../model/acceptance.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Finding } from '../../model/finding.ts';
import { oneLine } from './say.ts';

/** A finding for each acceptance that lets nothing pass: nothing got worse by that name, or there is no such name. */
export function findIdle(accepted: readonly Acceptance[], comparisons: readonly Comparison[]): readonly Finding[] {
  return accepted.flatMap((acceptance) => {
    const comparison = comparisons.find(({ metric }) => metric === acceptance.metric);
    return comparison !== undefined && comparison.accepted !== null ? [] : [tellIdle(acceptance, comparison, comparisons)];
  });
}

function tellIdle({ metric, by }: Acceptance, comparison: Comparison | undefined, comparisons: readonly Comparison[]): Finding {
  const name = oneLine(metric);
  return {
    kind: 'held',
    id: `acceptance.${name}`,
    sentence: `${oneLine(by)} accepts that ${name} gets worse, ${comparison === undefined ? sayUnknown(comparisons) : sayUnneeded(comparison)}.`,
    measured: null,
    limit: null,
    unit: '',
    evidence: [],
  };
}

function sayUnknown(comparisons: readonly Comparison[]): string {
  const names = comparisons.map(({ metric }) => metric);
  return names.length === 0 ? 'but nothing was compared' : `but no such metric is compared, only ${names.join(', ')}`;
}

function sayUnneeded({ kind }: Comparison): string {
  return kind === 'inconclusive' || kind === 'not-comparable' ? 'which is not known to be so' : 'but it did not';
}
