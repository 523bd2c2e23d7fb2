import type { Metric } from '../../src/model/metric.ts';
import type { Pair, Paired } from '../../src/model/paired.ts';
import { metric } from './healthy-run.ts';

/** What a base measures, and how much one of its numbers differs from pair to pair, as a share of it. */
const usual: readonly (readonly [metric: Metric, noise: number])[] = [
  [metric('cpu-per-operation', 'ms', 0.41), 0.012],
  [metric('p50', 'ms', 9.8), 0.02],
  [metric('mean', 'ms', 12), 0.022],
  [metric('throughput', '/s', 1_612, 'lower'), 0.02],
  [metric('p95', 'ms', 31), 0.04],
  [metric('p99', 'ms', 44), 0.09],
  [metric('rss', 'bytes', 88_080_384), 0.006],
  [metric('startup', 'ms', 312), 0.06],
  [metric('errors', '%', 0), 0],
];

/** As many sides as are asked for, each a little different, and always the same. */
function sides(count: number, seed: number, factors: Readonly<Record<string, number>>): readonly (readonly Metric[])[] {
  let state = seed;
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  return Array.from({ length: count }, () =>
    usual.map(([each, noise]) => {
      const value = each.value * (factors[each.name] ?? 1) * (1 + noise * (next() + next() + next()) * 1.4);
      return { ...each, value: Number(value.toPrecision(4)) };
    }),
  );
}

/** Pairs of which the head's numbers are multiplied by `factors`. */
export function pairsOf(kind: Pair['kind'], count: number, factors: Readonly<Record<string, number>>): readonly Pair[] {
  const [base, head] = [sides(count, 11, {}), sides(count, 4_242, factors)];
  return base.map((metrics, at) => ({ kind, first: at % 2 === 0 ? 'base' : 'head', base: metrics, head: head[at] ?? [] }));
}

/** Measured against the merge base. */
export const mergeBase: Omit<Paired, 'pairs'> = {
  commit: '4f2c1e9a7b3d5f60718293a4b5c6d7e8f9012345',
  name: 'merge base with main',
  planned: 24,
  failures: [],
  headFailures: 0,
  joined: false,
  leftOut: [],
  notes: [],
  pairMs: 3_100,
};
