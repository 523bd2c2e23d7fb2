import type { Pair } from '../model/paired.ts';
import type { Doubt, MetricSensitivity, Needed, Sensed } from '../model/sensitivity.ts';
import { trustedFrom } from './paired/controls.ts';
import { fewestPairs, mostPairs, planLooks } from './paired/plan.ts';
import { standingsOf, telling, type WeighedStanding } from './paired/standing.ts';
import { percentOf } from './paired/tell.ts';
import { countVarying, detectableIn } from './paired/weigh.ts';

/** The time that a comparison has, and needs. */
export interface Time {
  /** Pairs for which its budget has time. */
  readonly affordablePairs: number;
  /** The budget with time for so many pairs, in milliseconds. */
  readonly budgetFor: (pairs: number) => number;
}

/** Worsenings about which people ask. */
const asked = [10, 5, 3] as const;
/** A gate that misses more than this in all of its numbers is hardly worth its time. */
const largePercent = 10;

/**
 * Judges pairs of two copies of the same code, `fewestPairs` at least, as a gate that planned so many would judge base and head, and
 * reckons from their noise what it would see of a change.
 */
export function sense(pairs: readonly Pair[], { affordablePairs, budgetFor }: Time): Sensed {
  const standings = standingsOf({ pairs, joined: false }, pairs.length, planLooks(pairs.length));
  const weighed = standings.filter((each) => each.kind === 'weighed');
  const together = countVarying(weighed.map(({ effects }) => ({ effects: effects.tests })));
  const sensed = weighed.map((each) => ({ name: each.effects.metric.name, seen: senseMetric(each, together, budgetFor) }));
  const metrics = sensed.flatMap(({ seen }) => seen ?? []);
  const [quietest] = metrics
    .filter(({ metric }) => telling.has(metric))
    .toSorted((a, b) => a.smallestDetectablePercent - b.smallestDetectablePercent);
  const doubts: readonly (readonly [doubt: Doubt, applies: boolean])[] = [
    ['told-apart', metrics.some(({ trustedFromPercent }) => trustedFromPercent !== null)],
    ['too-short', affordablePairs < fewestPairs],
    ['too-noisy', quietest === undefined || quietest.smallestDetectablePercent > largePercent],
  ];
  return {
    doubts: doubts.flatMap(([doubt, applies]) => (applies ? [doubt] : [])),
    metrics,
    quietest: quietest?.metric ?? null,
    untold: sensed.flatMap(({ name, seen }) => (seen === null ? [name] : [])),
  };
}

/** Null for one that too few pairs have. */
function senseMetric(standing: WeighedStanding, together: number, budgetFor: Time['budgetFor']): MetricSensitivity | null {
  const { effects, bounds, weighed } = standing;
  const { estimate, interval, spread, detectable, kind } = weighed;
  if (interval === null || spread === null || detectable === null) return null;
  const sizeOf = (effect: number): number => Math.abs(percentOf(effect, effects));
  const [one, other] = [percentOf(interval[0], effects), percentOf(interval[1], effects)];
  const toldApart = kind === 'regression' || kind === 'improvement';
  const need = (percent: number): Needed => {
    const effect = effects.metric.worse === 'higher' ? Math.log1p(percent / 100) : -Math.log1p(-percent / 100);
    if (effect <= bounds.floor) return { kind: 'too-small', percent };
    const suffice = (pairs: number): boolean => detectableIn(pairs, spread, bounds.floor, together) <= effect;
    // Each plan takes its time to reckon.
    const enough = suffice(mostPairs) ? plannable.find(suffice) : undefined;
    return enough === undefined ? { kind: 'too-noisy', percent } : { kind: 'pairs', percent, pairs: enough, budgetMs: budgetFor(enough) };
  };
  return {
    metric: effects.metric.name,
    changeIn: effects.scale === 'points' ? 'points' : 'percent',
    noisePercent: sizeOf(spread),
    apartPercent: percentOf(estimate, effects),
    apartIntervalPercent: [Math.min(one, other), Math.max(one, other)],
    trustedFromPercent: toldApart ? sizeOf(trustedFrom(estimate)) : null,
    smallestDetectablePercent: sizeOf(detectable),
    countsFromPercent: sizeOf(bounds.floor),
    needed: effects.scale === 'points' ? [] : asked.map(need),
  };
}

const plannable: readonly number[] = Array.from({ length: mostPairs - fewestPairs + 1 }, (_, index) => fewestPairs + index);
