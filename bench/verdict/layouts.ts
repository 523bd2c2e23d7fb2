import { openChance } from '../../src/stats/chance.ts';
import { hodgesLehmann } from '../../src/stats/hodges-lehmann.ts';
import { mean } from '../../src/stats/mean.ts';
import { median } from '../../src/stats/median.ts';
import { gateOn, type Layout } from './gates.ts';
import { effectsOf, openMachine, traits, waiting, working, worsen, type Machine, type Noise } from './noise.ts';
import type { Table } from './table.ts';

/** Makes one number of all pairs' blocks. */
type Fold = (pairs: readonly (readonly number[])[]) => number;

const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);
const estimate = (values: readonly number[]): number => hodgesLehmann(values, 0.95).estimate;
const eachBy =
  (fold: (blocks: readonly number[]) => number): Fold =>
  (pairs) =>
    estimate(pairs.map(fold));

const folds: Readonly<Record<string, Fold>> = {
  'the median of the blocks (as it is)': eachBy(median),
  'the mean of the middle three': eachBy((blocks) => mean(sorted(blocks).slice(1, -1))),
  'the mean of all five': eachBy(mean),
  'the median, pairs weighted by how much their blocks agree': weighted,
};

const estimated = ['cpu-per-operation', 'p50', 'p95'] as const;
const estimatedPairs = 12;

/** What a pair's number is made of: standard error in percent of what 12 pairs say. */
export function benchFolds(machines: Readonly<Record<string, Noise>>, trials: number, seed: number): Table {
  const columns = Object.entries(machines).flatMap(([machine, noise]) => estimated.map((metric) => ({ machine, noise, metric })));
  const rows = Object.entries(folds).map(([name, fold]) => [
    name,
    ...columns.map(({ noise, metric }) => {
      const at = traits.findIndex((trait) => trait.metric.name === metric);
      const errors = Array.from({ length: trials }, (_, trial) => {
        const machine = openMachine(openChance(seed + trial, 0), noise);
        const pairs = Array.from({ length: estimatedPairs }, () => machine.pair([])[at]);
        return fold(pairs.flatMap((sides) => (sides === undefined ? [] : [effectsOf(sides)])));
      });
      return (100 * Math.sqrt(mean(errors.map((error) => error ** 2)))).toFixed(2);
    }),
  ]);
  const heads = ['a pair counts by', ...columns.map(({ machine, metric }) => `${machine}: ${metric}`)];
  return { title: `standard error in % of ${estimatedPairs} pairs, ${trials} gates`, heads, rows };
}

/** The middle of the means of all pairs of pairs, each as heavy as both are: one step of weighting, no more. */
function weighted(pairs: readonly (readonly number[])[]): number {
  const values = pairs.map(median);
  const spreads = pairs.map((blocks) => ((sorted(blocks)[3] ?? 0) - (sorted(blocks)[1] ?? 0)) / 1.35);
  const usual = median(spreads);
  const weights = spreads.map((spread) => 1 / (usual ** 2 + spread ** 2));
  const means = values
    .flatMap((one, i) =>
      values.slice(i).map((other, j) => ({ value: (one + other) / 2, weight: (weights[i] ?? 0) * (weights[i + j] ?? 0) })),
    )
    .toSorted((a, b) => a.value - b.value);
  let left = means.reduce((sum, { weight }) => sum + weight, 0) / 2;
  return means.find(({ weight }) => (left -= weight) <= 0)?.value ?? Number.NaN;
}

/** As many pairs of the test are planned as fit with these controls into the time of 17 pairs, which what checks a regression may overrun. */
const placings: Readonly<Record<string, Layout>> = {
  'three before a regression is believed (as it is)': { planned: 17, time: 17, kindAt: (_, asked) => asked },
  'three among the first pairs': { planned: 14, time: 17, kindAt: (round) => ([2, 5, 8].includes(round) ? 'control' : 'test') },
  'every fourth pair': { planned: 13, time: 17, kindAt: (round) => (round % 4 === 3 ? 'control' : 'test') },
  none: { planned: 17, time: 17, kindAt: (_, asked) => (asked === 'control' ? null : 'test') },
};

const worlds: Readonly<Record<string, { readonly slower: readonly string[]; readonly percent: number; readonly broken?: true }>> = {
  unchanged: { slower: [], percent: 0 },
  'it waits 3 % longer': { slower: waiting, percent: 3 },
  'p95 +5 %': { slower: ['p95'], percent: 5 },
  'unchanged, but the set-up slows the head by 3 %': { slower: working, percent: 3, broken: true },
  'unchanged, but the set-up slows the head by 6 %': { slower: working, percent: 6, broken: true },
};

/** What pairs of base and base cost, and what they bring, in the time of 17 pairs. */
export function benchControls(noise: Noise, trials: number, seed: number): Table {
  const rows = Object.entries(placings).map(([name, layout]) => [
    name,
    ...Object.values(worlds).map(({ slower, percent, broken }) => {
      const changes = worsen(slower, percent);
      const said = Array.from({ length: trials }, (_, trial) => {
        const machine = openMachine(openChance(seed + trial, 0), noise);
        return gateOn(broken === undefined ? machine : favouring(machine, changes), changes, layout).word;
      });
      return (['regression', 'pass', 'inconclusive'] as const)
        .map((word) => ((100 * said.filter((one) => one === word).length) / trials).toFixed(1))
        .join('/');
    }),
  ]);
  return {
    title: `controls in the time of 17 pairs, % regression/pass/inconclusive, ${trials} gates`,
    heads: ['controls', ...Object.keys(worlds)],
    rows,
  };
}

/** A set-up that slows the head whatever its code is. */
function favouring(machine: Machine, changes: readonly number[]): Machine {
  return { ...machine, pair: () => machine.pair(changes) };
}
