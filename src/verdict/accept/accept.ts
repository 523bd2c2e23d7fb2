import type { Acceptance } from '../../model/acceptance.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Held } from '../compare.ts';
import { sayAcceptance } from './say.ts';

/**
 * Notes at each worsening who lets it pass. It stays what it is. A suspect among earlier runs is let pass as well: it may be the worsening
 * that was accepted, seen for the first time.
 */
export function accept(held: Held, accepted: readonly Acceptance[]): Held {
  const { comparisons, outcome } = held;
  if (accepted.length === 0) return held;
  if (outcome.kind !== 'history')
    return { ...held, comparisons: comparisons.map((each) => note(each, each.kind === 'regression', accepted)) };
  const compared = outcome.compared.map((each) => {
    const { kind } = each.comparison;
    const isWorse = kind === 'regression' || (kind === 'inconclusive' && each.mature);
    return { ...each, comparison: note(each.comparison, isWorse, accepted) };
  });
  return { ...held, comparisons: compared.map(({ comparison }) => comparison), outcome: { ...outcome, compared } };
}

function note(comparison: Comparison, isWorse: boolean, accepted: readonly Acceptance[]): Comparison {
  const acceptance = accepted.find(({ metric }) => metric === comparison.metric);
  return acceptance === undefined || !isWorse ? comparison : { ...comparison, accepted: sayAcceptance(acceptance) };
}
