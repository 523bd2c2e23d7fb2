import type { Recall } from '../model/memory.ts';
import type { RunAlone } from '../model/run.ts';
import { pickComparable } from './comparable.ts';
import { compareWithHistory } from './history.ts';
import { isOfScaling } from './history/demanded-effect.ts';

/**
 * Whether the runs before leave open if this one got worse: because they are too few, because it looks so, or because it did not measure
 * what they did. Then only its base tells; of numbers of users that are not tried beside it nothing can.
 */
export function leavesDoubt(run: RunAlone, recall: Recall, runnerClass: string): boolean {
  const comparable = pickComparable(run, recall, runnerClass);
  const compared = compareWithHistory(run, comparable).filter(({ mature, comparison }) => mature && !isOfScaling(comparison.metric));
  return (
    compared.length === 0 ||
    comparable.gone.length > 0 ||
    compared.some(({ comparison: { kind } }) => kind === 'inconclusive' || kind === 'regression')
  );
}
