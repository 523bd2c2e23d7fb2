import type { Comparison } from '../model/comparison.ts';
import { median } from '../stats/median.ts';
import type { Effects, Named } from './paired/effects.ts';
import { percentOf } from './paired/tell.ts';
import type { Weighed } from './weighed.ts';

/** What a metric's effects are, and in what. */
export type Scaled = Pick<Effects, 'metric' | 'scale'>;

/**
 * What is told of a metric whose effects were weighed: the side before by its median, the change as it was estimated, and the side after as
 * both come to. Its own median may lie elsewhere, and two numbers of which one contradicts the other help nobody.
 */
export function compareEffect(
  of: Scaled,
  sides: Pick<Effects, 'before'>,
  { estimate, interval, detectable }: Pick<Weighed, 'estimate' | 'interval' | 'detectable'>,
  rest: Pick<Comparison, 'noisePercent' | 'trail' | 'kind' | 'reason'>,
): Comparison {
  const percent = (effect: number): number => percentOf(effect, of);
  const before = median(sides.before);
  return {
    ...compareNew(of.metric, [changed(before, percent(estimate), of.scale)], rest.reason),
    ...rest,
    before,
    changePercent: percent(estimate),
    intervalPercent: interval === null ? null : ascending(percent(interval[0]), percent(interval[1])),
    smallestDetectablePercent: detectable === null ? null : Math.abs(percent(detectable)),
  };
}

/** There is no share below zero, whatever a few pairs make of it. */
function changed(before: number, change: number, scale: Scaled['scale']): number {
  return scale === 'points' ? Math.max(0, before + change) : before * (1 + change / 100);
}

/** A number that nothing can be compared with. */
export function compareNew({ name, unit }: Pick<Named, 'name' | 'unit'>, after: readonly number[], reason: string): Comparison {
  return {
    metric: name,
    unit,
    before: null,
    after: median(after),
    changeIn: unit === '%' ? 'points' : 'percent',
    changePercent: null,
    intervalPercent: null,
    smallestDetectablePercent: null,
    noisePercent: null,
    trail: [],
    shift: null,
    accepted: null,
    kind: 'not-comparable',
    reason,
  };
}

function ascending(one: number, other: number): readonly [low: number, high: number] {
  return one <= other ? [one, other] : [other, one];
}
