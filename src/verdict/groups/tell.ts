import { printCount } from '../../units/print.ts';
import { printSize } from '../paired/tell.ts';
import { tellBetween } from '../tell-between.ts';
import { kindOf, type WeighedStanding } from './standing.ts';
import { fewestRuns } from './weigh.ts';

/** Why a metric stands as it does, in one sentence; so many runs of each side would be enough to tell. */
export function tellStanding(standing: WeighedStanding, needed: number): string {
  const { sample, bounds, weighed, excused } = standing;
  const { estimate, interval, spread, detectable, blurred } = weighed;
  const kind = kindOf(standing);
  const size = (effect: number): string => printSize(effect, sample);
  const [before, after] = [sample.before.length, sample.after.length];
  const counts = `${sayRuns(after)} against ${printCount(before)}`;
  if (excused !== null) return `Worse, but not surely by the service. ${excused}`;
  if (interval === null || spread === null || Math.min(before, after) < fewestRuns) {
    return `${counts}: too few to tell a change from noise.`;
  }
  const [low, high] = interval;
  switch (kind) {
    case 'regression':
      return `${size(estimate)} worse in ${counts}; with 95 % confidence between ${size(low)} and ${size(high)}.`;
    case 'improvement':
      return `${size(estimate)} better in ${counts}; with 95 % confidence between ${size(high)} and ${size(low)}.`;
    case 'no-change': {
      if (low > 0) return `Probably ${size(estimate)} worse, less than counts; ${counts} rule out ${size(bounds.margin)}.`;
      const seen = detectable !== null && detectable < bounds.margin ? `; one of ${size(detectable)} would have been seen` : '';
      return `${counts} rule out a worsening of ${size(bounds.margin)}${seen}.`;
    }
    case 'inconclusive':
      if (detectable === null) {
        return `${counts}, with 95 % confidence ${tellBetween([low, high], size)}: too few to call it a change; ${printCount(needed)} of each would do.`;
      }
      return blurred
        ? `Too noisy to tell a worsening of ${size(bounds.margin)}: runs differ by ${size(spread)}, so only one of ${size(detectable)} would have been seen.`
        : `Undecided: with 95 % confidence ${tellBetween([low, high], size)}, where ${size(bounds.margin)} would be too much.`;
    default:
      return kind satisfies never;
  }
}

/** `1 run`, `6 runs`. */
export function sayRuns(count: number): string {
  return `${printCount(count)} ${count === 1 ? 'run' : 'runs'}`;
}
