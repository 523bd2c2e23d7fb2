import type { Comparison } from '../../model/comparison.ts';
import type { Paired } from '../../model/paired.ts';
import { median } from '../../stats/median.ts';
import { compareEffect, compareNew } from '../compare-effect.ts';
import { concludePaired, type PairedWord } from './conclude.ts';
import { carriedOut, planLooks } from './plan.ts';
import { kindOf, standingsOf, type Standing, type WeighedStanding } from './standing.ts';
import { percentOf, tellStanding } from './tell.ts';

/** How noisy one metric was. */
export interface PairNoise {
  readonly metric: string;
  /** Standard deviation between the pairs of the test, in percent, or points for a metric in percent; null for too few. */
  readonly spreadPercent: number | null;
  /** The middle of what two copies of the base differed by, the same way; null without controls. */
  readonly controlPercent: number | null;
  /** Whether that is more than noise explains, so that nothing is concluded from this metric. */
  readonly toldApart: boolean;
}

/** All that the pairs of a run say. */
export interface PairedVerdict {
  readonly word: PairedWord;
  /**
   * One for each gated metric that the head has. A metric in percent changes by points: then `changePercent`, its interval and the smallest
   * detectable change are points.
   */
  readonly comparisons: readonly Comparison[];
  readonly noise: readonly PairNoise[];
  /** Pairs of base and head, and of base and base. */
  readonly tests: number;
  readonly controls: number;
}

/**
 * Judges the pairs that were measured, however many these are. What gets worse in a metric that is `accepted` is told, and weighs nothing.
 * Pure: the same document gives the same verdict.
 */
export function comparePaired(paired: Paired, accepted: ReadonlySet<string> = nothingAccepted): PairedVerdict {
  const tests = paired.pairs.filter(({ kind }) => kind === 'test').length;
  const standings = tests === 0 ? [] : standingsOf(paired, tests, carriedOut(planLooks(paired.planned), tests));
  return {
    word: concludePaired(standings, tests, paired, accepted),
    comparisons: standings.flatMap((standing) => compare(standing, tests)),
    noise: standings.flatMap((standing) => (standing.kind === 'weighed' ? [noiseOf(standing)] : [])),
    tests,
    controls: paired.pairs.length - tests,
  };
}

function compare(standing: Standing, tests: number): readonly Comparison[] {
  if (standing.kind === 'gone') return [];
  if (standing.kind !== 'weighed') {
    const reason = standing.kind === 'new' ? 'The base has no such number.' : 'Measured in no pair on both sides.';
    return [compareNew(standing.metric, standing.after, reason)];
  }
  const { effects, weighed } = standing;
  const noisePercent = weighed.spread === null ? null : Math.abs(percentOf(weighed.spread, effects));
  const reason = tellStanding(standing, tests);
  return [compareEffect(effects, effects, weighed, { noisePercent, trail: [], kind: kindOf(standing), reason })];
}

const nothingAccepted: ReadonlySet<string> = new Set();

function noiseOf({ effects, weighed: { spread }, bias }: WeighedStanding): PairNoise {
  return {
    metric: effects.metric.name,
    spreadPercent: spread === null ? null : Math.abs(percentOf(spread, effects)),
    controlPercent: effects.controls.length === 0 ? null : percentOf(median(effects.controls), effects),
    toldApart: bias !== null,
  };
}
