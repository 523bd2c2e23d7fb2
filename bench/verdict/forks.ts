import { openChance, type Chance } from '../../src/stats/chance.ts';
import { hodgesLehmannShift } from '../../src/stats/hodges-lehmann.ts';
import { mean } from '../../src/stats/mean.ts';
import { rankSum } from '../../src/stats/rank-sum.ts';
import { ratioAbove, tachometer, tTest } from './peers.ts';
import { tPoint } from './t-point.ts';
import type { Table } from './table.ts';

/** One benchmark: a median of each of several processes of one and the same code, larger is worse. */
export interface Forked {
  readonly name: string;
  readonly medians: readonly number[];
}

/** Whether the processes after are worse than those before. */
type ForkRule = (before: readonly number[], after: readonly number[]) => boolean;

const floor = Math.log(1.02);

const rules: Readonly<Record<string, ForkRule>> = {
  'rank sum p ≤ 2.5 % and Hodges–Lehmann ≥ 2 %': ranks(0.025, floor),
  'rank sum p ≤ 0.5 % and Hodges–Lehmann ≥ 2 %': ranks(0.005, floor),
  'rank sum p ≤ 2.5 %': ranks(0.025, 0),
  'Welch t p ≤ 2.5 %': welch,
  'tachometer: t interval of the means': (before, after) =>
    tachometer([[{ base: before.map(Math.log), head: after.map(Math.log) }]]).word === 'regression',
  'github-action-benchmark > 200 %, one fork each': ratio(2),
  'github-action-benchmark > 110 %, one fork each': ratio(1.1),
  'Bencher: t .99, one fork after': (before, after) =>
    tTest(
      before.map((value) => [value]),
      after.slice(0, 1),
    ) === 'regression',
};

const slowerPercent = [0, 2, 5, 10, 20] as const;
/** Ways in which the forks of each benchmark are dealt into two halves. */
const deals = 40;

/** Alarms on forks of the same code, and of the same with one half slowed; every rule is asked about the same halves. */
export function* benchForks(benchmarks: readonly Forked[], seed: number): Generator<Table> {
  const chance = openChance(seed, 0);
  const halves = benchmarks.map(({ medians }) => Array.from({ length: deals }, () => deal(medians, chance)));
  const rows = Object.entries(rules).map(([name, rule]) => {
    const cells = slowerPercent.map((percent) => {
      const factor = 1 + percent / 100;
      const isAlarm = ([before, after]: Halves): boolean =>
        rule(
          before,
          after.map((value) => value * factor),
        );
      return (100 * mean(halves.map((each) => mean(each.map((half) => (isAlarm(half) ? 1 : 0)))))).toFixed(1);
    });
    return [name, ...cells];
  });
  yield {
    title: `${benchmarks.length} benchmarks, their forks dealt into two halves ${deals} times: % called worse when one half is slower by`,
    heads: ['rule', ...slowerPercent.map((percent) => `${percent} %`)],
    rows,
  };
}

type Halves = readonly [before: readonly number[], after: readonly number[]];

function deal(values: readonly number[], chance: Chance): Halves {
  const keyed = values.map((value) => ({ value, key: chance.unit() })).toSorted((a, b) => a.key - b.key);
  const half = Math.floor(values.length / 2);
  const dealt = keyed.map(({ value }) => value);
  return [dealt.slice(0, half), dealt.slice(half)];
}

function ranks(level: number, least: number): ForkRule {
  return (before, after) =>
    rankSum(before, after).pAbove <= level && hodgesLehmannShift(before.map(Math.log), after.map(Math.log), 0.95).estimate >= least;
}

function ratio(threshold: number): ForkRule {
  return (before, after) => ratioAbove(threshold, before.slice(-1), after.slice(0, 1)) === 'regression';
}

/** B. L. Welch, Biometrika 34, 1947. */
function welch(before: readonly number[], after: readonly number[]): boolean {
  const [a, b] = [errorOf(before), errorOf(after)];
  const degrees = (a + b) ** 2 / (a ** 2 / (before.length - 1) + b ** 2 / (after.length - 1));
  return mean(after) - mean(before) > tPoint(0.025, degrees) * Math.sqrt(a + b);
}

/** The square of the standard error of the mean. */
function errorOf(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length;
}
