import type { Checkup } from '../../model/checkup.ts';
import type { FitnessCheck } from '../../model/fitness.ts';
import { robustSigma } from '../../stats/mad.ts';
import { median } from '../../stats/median.ts';
import { studentPoint } from '../../stats/student.ts';
import { printCount, printDuration, printPercent } from '../../units/print.ts';
import { sayCheck, worstOf } from './words.ts';

/** The change that a single run must show before the comparison with history believes it. */
const limitedPercent = 10;
/** Nothing but a change by half could be seen. */
const unfitPercent = 50;
/** Share of the time that work waited for a core: the first as in the runner's self-check. */
const limitedWait = 0.2;
const unfitWait = 0.5;

/**
 * The smallest difference between two single runs that is not this machine's noise, in percent. Each round's median block
 * stands for a run; two of them differ by less than t·√2·s in 95 of 100 cases, on the scale of logarithms, where noise is a factor.
 */
export function smallestDifferencePercent({ rounds }: Checkup): number {
  const logs = rounds.map(({ work }) => Math.log(median(work.blocksMs)));
  if (logs.length < 2) return Number.POSITIVE_INFINITY;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  return 100 * Math.expm1(studentPoint(logs.length - 1) * Math.sqrt(2 * variance));
}

/** Whether the same work takes the same time. */
export function checkNoise(checkup: Checkup): FitnessCheck {
  const blocksMs = checkup.rounds.flatMap(({ work }) => work.blocksMs);
  const middleMs = median(blocksMs);
  const spread = (100 * robustSigma(blocksMs)) / middleMs;
  const smallest = smallestDifferencePercent(checkup);
  const waits = checkup.rounds.map(({ work }) => work.runQueueShare).filter((share) => share !== null);
  const wait = median(waits);
  const kind = worstOf(!(smallest <= unfitPercent) || wait > unfitWait, smallest > limitedPercent || wait > limitedWait);
  const waited = Number.isNaN(wait) ? '' : `, and it waited for a core ${printPercent(100 * wait)} of the time`;
  return sayCheck(
    'noise',
    kind,
    `The same work took ${printDuration(middleMs)} ± ${printPercent(spread)} (${printCount(blocksMs.length)} blocks, the worst ${printDuration(Math.max(...blocksMs))})${waited}. Differences below ${printPercent(smallest)} cannot be seen here in one run.`,
    kind === 'unfit'
      ? 'Stop what else runs here, or take another machine.'
      : 'Stop what else runs here, or judge by several runs: one alone says little about small changes.',
  );
}
