import type { Pair, Paired } from '../../model/paired.ts';
import { isTold } from '../sum-up.ts';
import { isClear } from '../weighed.ts';
import { isLost, isWeightless, weightyOf, withoutAccepted } from './conclude.ts';
import { fewestControls } from './controls.ts';
import { carriedOut, planLooks } from './plan.ts';
import { kindOf, standingsOf, type Standing } from './standing.ts';

/** What comes after so many pairs. */
export type NextPairs =
  | { readonly kind: 'go-on'; readonly pair: Pair['kind'] }
  | { readonly kind: 'enough'; readonly why: 'regression' | 'pass' | 'planned' };

/**
 * Whether to go on, and with what. Only at planned looks does it matter what was measured, so that asking often costs nothing. Before a
 * regression is believed, base and base have to come out even: controls tell nothing of a pass, and each costs a pair of the test. Metrics
 * that are `accepted` are not waited for. When the time is up, this is the last look.
 */
export function nextPairs(
  { pairs, planned, joined }: Pick<Paired, 'pairs' | 'planned' | 'joined'>,
  accepted: ReadonlySet<string> = nothingAccepted,
  timeIsUp: boolean = false,
): NextPairs {
  const tests = pairs.filter(({ kind }) => kind === 'test').length;
  const plan = timeIsUp ? carriedOut(planLooks(planned), tests) : planLooks(planned);
  const last = plan.looks.at(-1) ?? 0;
  if (plan.looks.includes(tests)) {
    const all = standingsOf({ pairs, joined }, tests, plan);
    const standings = withoutAccepted(all, accepted);
    if (standings.some((each) => each.kind === 'weighed' && kindOf(each) === 'regression')) {
      return pairs.length - tests < fewestControls ? { kind: 'go-on', pair: 'control' } : { kind: 'enough', why: 'regression' };
    }
    const told = isTold(all.filter((each) => each.kind === 'weighed').map(weightyOf), accepted);
    if (told && standings.every(isSettled)) return { kind: 'enough', why: 'pass' };
  }
  return tests >= last ? { kind: 'enough', why: 'planned' } : { kind: 'go-on', pair: 'test' };
}

const nothingAccepted: ReadonlySet<string> = new Set();

/** Whether more pairs would hardly change what is said of it. */
function isSettled(standing: Standing): boolean {
  if (standing.kind !== 'weighed') return !isLost(standing);
  if (standing.weighed.leaning) return false;
  if (isClear(kindOf(standing))) return true;
  // What looks worse by more than counts may yet turn out to be so, however noisy.
  return standing.weighed.blurred && isWeightless(standing) && standing.weighed.estimate < standing.bounds.floor;
}
