import type { Metric } from '../../model/metric.ts';
import type { Named } from '../paired/effects.ts';

/** One metric in the runs of both sides, oldest first. */
export interface Sample {
  readonly metric: Named;
  /** `ratio`: effects are logarithms, so that their differences are shares; `points`: the numbers themselves, which are percent. */
  readonly scale: 'ratio' | 'points';
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** The same, so that larger is worse. */
  readonly effectsBefore: readonly number[];
  readonly effectsAfter: readonly number[];
}

/** What both sides hold of one metric. */
export type Found =
  | { readonly kind: 'both'; readonly sample: Sample }
  /** The runs before never had it, or had another one by this name. */
  | { readonly kind: 'new'; readonly metric: Named; readonly after: readonly number[] }
  | { readonly kind: 'gone'; readonly metric: Named }
  /** Both have it, but a side has only numbers of which no ratio can be taken. */
  | { readonly kind: 'unfit'; readonly metric: Named; readonly before: readonly number[]; readonly after: readonly number[] }
  | { readonly kind: 'none' };

type Measured = readonly (readonly Metric[])[];

/** Collects one metric from the runs of both sides, oldest first. */
export function findSample(name: string, before: Measured, after: Measured): Found {
  const [late, early] = [latestOf(after, name), latestOf(before, name)];
  if (late === undefined) return early === undefined ? { kind: 'none' } : { kind: 'gone', metric: early };
  const scale = late.unit === '%' ? 'points' : 'ratio';
  const isFit = (value: number): boolean => scale === 'points' || value > 0;
  const [earlier, later] = [valuesOf(before, late), valuesOf(after, late)];
  if (earlier.length === 0) return { kind: 'new', metric: late, after: later };
  const [sideBefore, sideAfter] = [earlier.filter(isFit), later.filter(isFit)];
  if (sideBefore.length === 0 || sideAfter.length === 0) return { kind: 'unfit', metric: late, before: earlier, after: later };
  const orient = (value: number): number => (late.worse === 'higher' ? 1 : -1) * (scale === 'points' ? value : Math.log(value));
  return {
    kind: 'both',
    sample: {
      metric: { name: late.name, unit: late.unit, worse: late.worse },
      scale,
      before: sideBefore,
      after: sideAfter,
      effectsBefore: sideBefore.map(orient),
      effectsAfter: sideAfter.map(orient),
    },
  };
}

/** Names of the metrics that runs have, in their order. */
export function namesOf(runs: Measured): readonly string[] {
  return [...new Set(runs.flatMap((metrics) => metrics.map(({ name }) => name)))];
}

function latestOf(runs: Measured, name: string): Metric | undefined {
  return runs.findLast((metrics) => metrics.some((metric) => metric.name === name))?.find((metric) => metric.name === name);
}

/** A metric with another unit or direction is another metric. */
function valuesOf(runs: Measured, { name, unit, worse }: Named): readonly number[] {
  return runs.flatMap((metrics) => metrics.find((one) => one.name === name && one.unit === unit && one.worse === worse)?.value ?? []);
}
