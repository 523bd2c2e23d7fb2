import type { ServiceSettings } from '../service/settings.ts';

/** How often a service is started, failures included: five are the fewest whose range tells of the others. */
const mostStarts = 5;
/** Of the budget, for all starts together. */
const startsShare = 0.08;
/** A service that may take longer than this share of the budget to stop might cost a run its time. */
const longestStopShare = 1 / 3;

/** What the starts have cost so far. */
export interface StartsSoFar {
  /** Failures included. */
  readonly starts: number;
  readonly spentMs: number;
  /** The dearest stop and start so far; before the first stop, what the first start took. */
  readonly roundMs: number;
}

/** Whether a service is stopped and started once more: as long as that costs little. */
export function mayStartAgain(
  { starts, spentMs, roundMs }: StartsSoFar,
  { stopMs }: Pick<ServiceSettings, 'stopMs'>,
  budgetMs: number,
): boolean {
  return starts < mostStarts && spentMs + roundMs <= startsShare * budgetMs && stopMs <= longestStopShare * budgetMs;
}
