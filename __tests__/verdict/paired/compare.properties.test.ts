import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/model/metric.ts';
import type { Pair } from '../../../src/model/paired.ts';
import { comparePaired } from '../../../src/verdict/paired/compare.ts';
import { nextPairs } from '../../../src/verdict/paired/next-pairs.ts';
import { paired, pairsOf, type Sample } from './sample-pairs.ts';

const kinds: readonly Omit<Sample, 'changes'>[] = [
  { name: 'cpu-per-operation', unit: 'ms', base: 2 },
  { name: 'p50', unit: 'ms', base: 20 },
  { name: 'p95', unit: 'ms', base: 50 },
  { name: 'throughput', unit: '/s', base: 400, worse: 'lower' },
  { name: 'rss', unit: 'bytes', base: 2 ** 30 },
  { name: 'startup', unit: 'ms', base: 4_000 },
  { name: 'errors', unit: '%', base: 1 },
];

/** Pairs with any effect and any noise, of some of the metrics. */
const anyPairs: fc.Arbitrary<readonly Pair[]> = fc
  .record({ count: fc.integer({ min: 1, max: 40 }), some: fc.subarray([...kinds], { minLength: 1 }) })
  .chain(({ count, some }) => {
    const sample = (kind: Omit<Sample, 'changes'>): fc.Arbitrary<Sample> =>
      fc
        .record({
          effect: fc.constantFrom(0, 0, 0.01, 0.03, 0.05, 0.1, -0.1),
          noise: fc.constantFrom(0, 0.005, 0.02, 0.1),
          draws: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: count, maxLength: count }),
        })
        .map(({ effect, noise, draws }) => ({ ...kind, changes: draws.map((draw) => effect + noise * draw) }));
    return fc.tuple(...some.map(sample)).map((samples) => pairsOf(samples));
  });

const judged = (pairs: readonly Pair[]): ReturnType<typeof comparePaired> => comparePaired(paired(pairs, { planned: 40 }));
const kindsOf = (pairs: readonly Pair[]): Readonly<Record<string, string>> =>
  Object.fromEntries(judged(pairs).comparisons.map(({ metric, kind }) => [metric, kind]));
const mapped = (pairs: readonly Pair[], change: (metrics: readonly Metric[], pair: number) => readonly Metric[]): readonly Pair[] =>
  pairs.map((pair, index) => ({ ...pair, base: change(pair.base, index), head: change(pair.head, index) }));

describe('the verdict on pairs', () => {
  it('calls an improvement what was a regression when base and head change places, and the other way round', () => {
    const swapped = { regression: 'improvement', improvement: 'regression' } as const;
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const [before, after] = [kindsOf(pairs), kindsOf(pairs.map((pair) => ({ ...pair, base: pair.head, head: pair.base })))];
        for (const [metric, kind] of Object.entries(before)) {
          if (kind === 'regression' || kind === 'improvement') expect(after[metric]).toBe(swapped[kind]);
          else expect(after[metric]).toMatch(/^(no-change|inconclusive)$/);
        }
      }),
    );
  });

  it('does not depend on the unit that a metric is measured in, above the absolute floors', () => {
    fc.assert(
      fc.property(anyPairs, fc.integer({ min: 0, max: 6 }), (pairs, power) => {
        const scaled = mapped(pairs, (metrics) =>
          metrics.map((metric) => (metric.unit === '%' ? metric : { ...metric, value: metric.value * 2 ** power })),
        );
        expect(kindsOf(scaled)).toEqual(kindsOf(pairs));
      }),
    );
  });

  it('does not depend on the order of metrics, nor on metrics that are not compared', () => {
    fc.assert(
      fc.property(anyPairs, fc.double({ min: 1, max: 100, noNaN: true }), (pairs, value) => {
        const other: Metric = { name: 'p95(list)', unit: 'ms', value, worse: 'higher' };
        const shuffled = mapped(pairs, (metrics, index) => [...metrics.toReversed(), { ...other, value: value * (index + 1) }]);
        expect(judged(shuffled)).toEqual(judged(pairs));
      }),
    );
  });

  it('never passes a regression beyond its margin because a hugely noisy metric was added', () => {
    const draws = (most: number): fc.Arbitrary<readonly number[]> =>
      fc.array(fc.double({ min: -most, max: most, noNaN: true }), { minLength: 40, maxLength: 40 });
    const effect = fc.double({ min: 0.06, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(anyPairs, effect, fc.integer({ min: 0, max: 8 }), draws(0.01), draws(2), (pairs, size, times, own, huge) => {
        const add = (name: string, changes: readonly number[], to: readonly Pair[]): readonly Pair[] =>
          to.map((pair, index) => {
            const metric: Metric = { name, unit: 'ms', value: 100, worse: 'higher' };
            const after = { ...metric, value: 100 * Math.exp(changes[index] ?? 0) };
            return { ...pair, base: [...pair.base, metric], head: [...pair.head, after] };
          });
        const slower = add(
          'mean',
          own.map((change) => size + times * change),
          pairs,
        );
        const before = judged(slower).comparisons.find(({ metric }) => metric === 'mean');
        if (before?.kind !== 'regression' || (before.changePercent ?? 0) <= 5) return;
        expect(judged(add('p99', huge, slower)).word.kind).not.toBe('pass');
      }),
    );
  });

  it('is that nothing changed where all is equal', () => {
    fc.assert(
      fc.property(fc.subarray([...kinds], { minLength: 1 }), fc.integer({ min: 8, max: 40 }), (some, count) => {
        const pairs = pairsOf(some.map((kind) => ({ ...kind, changes: Array.from({ length: count }, () => 0) })));
        expect(new Set(Object.values(kindsOf(pairs)))).toEqual(new Set(['no-change']));
      }),
    );
  });

  it('has an interval that agrees with it', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        for (const { kind, intervalPercent, changePercent, metric } of judged(pairs).comparisons) {
          if (intervalPercent === null || changePercent === null) continue;
          const [low, high] = metric === 'throughput' ? [-intervalPercent[1], -intervalPercent[0]] : intervalPercent;
          expect(intervalPercent[0]).toBeLessThanOrEqual(changePercent);
          expect(intervalPercent[1]).toBeGreaterThanOrEqual(changePercent);
          // Flips of few signs weigh sizes where ranks do not: only there may the interval just reach over zero.
          if (kind === 'regression' && pairs.length > 12) expect(low).toBeGreaterThan(0);
          if (kind === 'improvement' && pairs.length > 12) expect(high).toBeLessThan(0);
          if (kind === 'no-change') expect(high).toBeLessThanOrEqual(metric === 'startup' ? 10 : 5);
        }
      }),
    );
  });

  it('says a regression exactly where it compares one, and always says why', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { word, comparisons } = judged(pairs);
        expect(word.kind === 'regression').toBe(comparisons.some(({ kind }) => kind === 'regression'));
        for (const { reason } of [word, ...comparisons]) expect(reason).toMatch(/^.+\.$/);
        for (const { reason } of [word, ...comparisons]) expect(reason).not.toMatch(/NaN|Infinity|undefined|null|–/);
      }),
    );
  });

  it('is the one for which measuring was ended', () => {
    fc.assert(
      fc.property(anyPairs, anyPairs, fc.integer({ min: 8, max: 40 }), (pairs, others, planned) => {
        const controls = others.slice(0, 3).map((pair): Pair => ({ ...pair, kind: 'control' }));
        const next = nextPairs({ pairs: [...pairs, ...controls], planned, joined: false });
        const { word } = comparePaired(paired([...pairs, ...controls], { planned }));
        if (next.kind === 'enough' && next.why !== 'planned') expect(word.kind).toBe(next.why);
      }),
      { numRuns: 300 },
    );
  });
});
