import type { Metric } from '../../model/metric.ts';
import type { Pair } from '../../model/paired.ts';

/** One metric, whatever its value. */
export type Named = Pick<Metric, 'name' | 'unit' | 'worse'>;

/** What the pairs say of one metric, so that larger is worse. */
export interface Effects {
  readonly metric: Named;
  /** `ratio`: effects are logarithms of head over base; `points`: differences in the metric's unit, which is percent. */
  readonly scale: 'ratio' | 'points';
  /** The sides of each pair of the test that has an effect. */
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** One of each pair of the test. */
  readonly tests: readonly number[];
  /** The same of base against base. */
  readonly controls: readonly number[];
}

/** What the pairs hold of one metric. */
export type Held =
  | { readonly kind: 'both'; readonly effects: Effects }
  /** The base never had it, or had another one by this name. */
  | { readonly kind: 'head-only'; readonly metric: Named; readonly after: readonly number[] }
  | { readonly kind: 'base-only'; readonly metric: Named }
  /** Both have it, but never in one pair, or with numbers of which no ratio can be taken. */
  | { readonly kind: 'unpaired'; readonly metric: Named; readonly after: readonly number[] }
  | { readonly kind: 'none' };

/** Collects what every pair has measured of a metric on both sides. */
export function holdOf(pairs: readonly Pair[], name: string): Held {
  const tests = pairs.filter(({ kind }) => kind === 'test');
  const [base, head] = [tests.map((pair) => pair.base), tests.map((pair) => pair.head)].map((sides) =>
    sides.flatMap((metrics) => metrics.find((metric) => metric.name === name) ?? []),
  );
  const metric = head?.[0];
  const [before] = base ?? [];
  if (metric === undefined) return before === undefined ? { kind: 'none' } : { kind: 'base-only', metric: before };
  const after = (head ?? []).map(({ value }) => value);
  if (before === undefined || !isSame(before, metric)) return { kind: 'head-only', metric, after };
  const effects = collect(pairs, metric);
  return effects.tests.length === 0 ? { kind: 'unpaired', metric, after } : { kind: 'both', effects };
}

function collect(pairs: readonly Pair[], metric: Named): Effects {
  const scale = metric.unit === '%' ? 'points' : 'ratio';
  const sides = pairs.flatMap(({ kind, base, head }) => {
    const [before, after] = [valueOf(base, metric), valueOf(head, metric)];
    const effect = effectOf(before, after, scale) * (metric.worse === 'higher' ? 1 : -1);
    return Number.isFinite(effect) ? [{ kind, before, after, effect }] : [];
  });
  const [tests, controls] = [sides.filter(({ kind }) => kind === 'test'), sides.filter(({ kind }) => kind === 'control')];
  return {
    metric: { name: metric.name, unit: metric.unit, worse: metric.worse },
    scale,
    before: tests.map(({ before }) => before),
    after: tests.map(({ after }) => after),
    tests: tests.map(({ effect }) => effect),
    controls: controls.map(({ effect }) => effect),
  };
}

function valueOf(side: readonly Metric[], metric: Named): number {
  return side.find((one) => isSame(one, metric))?.value ?? Number.NaN;
}

/** What differs in the last bits only is equal: ranks would tell it apart. */
const fineness = 1e12;

function effectOf(before: number, after: number, scale: Effects['scale']): number {
  const effect = scale === 'points' ? after - before : Math.log(after) - Math.log(before);
  return Math.round(effect * fineness) / fineness;
}

function isSame(one: Named, other: Named): boolean {
  return one.name === other.name && one.unit === other.unit && one.worse === other.worse;
}
