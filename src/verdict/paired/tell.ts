import { printChange, printCount } from '../../units/print.ts';
import type { Effects } from './effects.ts';
import { fewestPairs } from './plan.ts';
import { tellBetween } from '../tell-between.ts';
import { kindOf, type WeighedStanding } from './standing.ts';

/** What an effect is in the metric's own direction: percent of the base, or points of percent; a rate that fell by a tenth is −10. */
export function percentOf(effect: number, { scale, metric }: Pick<Effects, 'scale' | 'metric'>): number {
  const own = metric.worse === 'higher' ? effect : -effect;
  // Adding zero makes −0 zero.
  return (scale === 'points' ? own : 100 * Math.expm1(own)) + 0;
}

/** The size of an effect, without its direction: `9.8 %`, `0.7 points`. */
export function printSize(effect: number, of: Pick<Effects, 'scale' | 'metric'>): string {
  return printChange(Math.abs(percentOf(effect, of)), of.scale === 'points' ? 'points' : 'percent');
}

/** Why a metric stands as it does, in one sentence; `pairs` were measured in all. */
export function tellStanding(standing: WeighedStanding, pairs: number): string {
  const { effects, bounds, weighed, bias } = standing;
  const { estimate, interval, spread, detectable, blurred } = weighed;
  const kind = kindOf(standing);
  const size = (effect: number): string => printSize(effect, effects);
  const count = effects.tests.length;
  const ofPairs = `${printCount(count)} ${count === 1 ? 'pair' : 'pairs'}`;
  if (kind === 'inconclusive' && bias !== null) {
    const where = bias.of.metric.name === effects.metric.name ? '' : ` in ${bias.of.metric.name}`;
    return `This runner told two copies of the base apart by ${printSize(bias.effect, bias.of)}${where}, so it is no judge of this change.`;
  }
  if (interval === null || spread === null || detectable === null || (kind === 'inconclusive' && count < fewestPairs)) {
    return `Measured in only ${count === pairs ? ofPairs : `${printCount(count)} of ${printCount(pairs)} pairs`}: too few to tell.`;
  }
  const [low, high] = interval;
  switch (kind) {
    case 'regression':
      return `${size(estimate)} worse than the base in ${ofPairs}; with 95 % confidence between ${size(low)} and ${size(high)}.`;
    case 'improvement':
      return `${size(estimate)} better than the base in ${ofPairs}; with 95 % confidence between ${size(high)} and ${size(low)}.`;
    case 'no-change':
      if (low > 0) return `Probably ${size(estimate)} worse, less than counts; ${ofPairs} rule out ${size(bounds.margin)}.`;
      return `${ofPairs} rule out a worsening of ${size(bounds.margin)}${detectable < bounds.margin ? `; one of ${size(detectable)} would have been seen` : ''}.`;
    case 'inconclusive':
      return blurred
        ? `Too noisy to tell a worsening of ${size(bounds.margin)}: pairs differ by ${size(spread)}, so only one of ${size(detectable)} would have been seen.`
        : `Undecided: with 95 % confidence ${tellBetween([low, high], size)}, where ${size(bounds.margin)} would be too much.`;
    default:
      return kind satisfies never;
  }
}
