import { describe, expect, it } from 'vitest';
import { blockBootstrap } from '../../src/stats/block-bootstrap.ts';
import { openChance, type Chance } from '../../src/stats/chance.ts';
import { crossingChance, evenSpending, sequentialBounds } from '../../src/stats/group-sequential.ts';
import { hodgesLehmann, hodgesLehmannShift } from '../../src/stats/hodges-lehmann.ts';
import { holm } from '../../src/stats/holm.ts';
import { mean } from '../../src/stats/mean.ts';
import { normalPoint } from '../../src/stats/normal.ts';
import { quantileRanks } from '../../src/stats/quantile-ranks.ts';
import { rankSum } from '../../src/stats/rank-sum.ts';
import { signFlips } from '../../src/stats/sign-flips.ts';
import { signedRank } from '../../src/stats/signed-rank.ts';

const trials = 10_000;
/** Three and a half standard errors of a share of about one in twenty. */
const slack = 0.008;

const normal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance.unit())) * Math.cos(2 * Math.PI * chance.unit());
const draws: readonly (readonly [string, (chance: Chance) => number])[] = [
  ['normal', normal],
  ['even', (chance): number => chance.unit() - 0.5],
  ['of heavy tails', (chance): number => Math.tan(Math.PI * (chance.unit() - 0.5))],
];
const many = (chance: Chance, count: number, draw: (chance: Chance) => number): readonly number[] =>
  Array.from({ length: count }, () => draw(chance));

/** How often something holds in so many trials. */
function share(seed: number, holds: (chance: Chance) => boolean, count: number = trials): number {
  const chance = openChance(seed, 0);
  let held = 0;
  for (let trial = 0; trial < count; trial += 1) if (holds(chance)) held += 1;
  return held / count;
}

describe.each(draws)('where noise is %s', (_, draw) => {
  it.each([8, 12, 20])('the interval of Hodges and Lehmann of %d values holds the truth 95 times in 100', (count) => {
    const held = share(51, (chance) => {
      const { interval } = hodgesLehmann(
        many(chance, count, draw).map((value) => 3 + value),
        0.95,
      );
      return interval !== null && interval[0] <= 3 && interval[1] >= 3;
    });
    expect(held).toBeGreaterThan(0.95 - slack);
    expect(held).toBeLessThan(0.97);
  });

  it('the signed-rank test of 12 values errs as often as it says, and never more', () => {
    // The largest of its levels below 1 %.
    const exact = signedRank([1, -2, 3, -4, 5, 6, 7, 8, 9, 10, 11, 12].map((value) => value)).pAbove;
    expect(exact).toBeLessThan(0.01);
    const wrong = share(52, (chance) => signedRank(many(chance, 12, draw)).pAbove <= 0.01);
    expect(wrong).toBeLessThan(0.01 + slack / 2);
    expect(wrong).toBeGreaterThan(0.005);
  });
});

it('the interval of a shift between 8 and 10 values holds the truth 95 times in 100', () => {
  const held = share(53, (chance) => {
    const { interval } = hodgesLehmannShift(
      many(chance, 8, normal),
      many(chance, 10, normal).map((value) => value + 2),
      0.95,
    );
    return interval !== null && interval[0] <= 2 && interval[1] >= 2;
  });
  expect(held).toBeGreaterThan(0.95 - slack);
  expect(held).toBeLessThan(0.97);
});

it('the rank-sum test of 5 and 5 values errs as often as it says', () => {
  const wrong = share(54, (chance) => rankSum(many(chance, 5, normal), many(chance, 5, normal)).pAbove <= 0.025);
  expect(Math.abs(wrong - 4 / 252)).toBeLessThan(slack / 2);
});

it('bounds for looks at 8, 12, 16 and 24 blocks, kept to by the exact test, are crossed as often as was spent', () => {
  const looks = [8, 12, 16, 24];
  const shares = looks.map((look) => look / 24);
  const bounds = sequentialBounds(shares, 0.025, evenSpending);
  const crossed = share(55, (chance) => {
    const blocks = many(chance, 24, normal);
    return looks.some((look, index) => normalPoint(signedRank(blocks.slice(0, look)).pAbove) >= (bounds[index] ?? 0));
  });
  expect(crossed).toBeLessThan(0.025 + slack / 2);
  expect(crossed).toBeGreaterThan(0.012);
  expect(crossingChance(shares, bounds)).toBeCloseTo(0.025, 3);
});

it('of six that nothing happened to Holm rejects one as often as he may', () => {
  const wrong = share(56, (chance) =>
    holm(
      many(chance, 6, (each) => each.unit()),
      6,
      (tests) => 0.05 / tests,
    ).includes(true),
  );
  expect(Math.abs(wrong - 0.05)).toBeLessThan(slack);
});

it.each([
  ['that are each their own', 1],
  ['that resemble each other', 0.2],
])('of six metrics %s, over 8 times, flips of signs find one no more often than they say', (_, own) => {
  const wrong = share(
    58,
    (chance) => {
      const common = many(chance, 8, normal);
      return signFlips(Array.from({ length: 6 }, () => common.map((value) => value + own * 9 * normal(chance)))).above.some(
        (p) => p <= 0.02,
      );
    },
    4_000,
  );
  // The largest of the levels below 2 % is 5/256; five standard errors.
  expect(wrong).toBeLessThan(0.02 + 0.011);
  expect(wrong).toBeGreaterThan(0.01);
});

it.each([
  [12, 0.5],
  [60, 0.5],
  [200, 0.5],
  [300, 0.95],
])('the ranks around a quantile of %d values hold it at least 95 times in 100, and hardly more, at %f', (count, at) => {
  const { low, high } = quantileRanks(count, at);
  const held = share(59, (chance) => {
    const sorted = Float64Array.from({ length: count }, () => chance.unit()).sort();
    return (sorted[(low ?? Number.NaN) - 1] ?? 0) <= at && (sorted[(high ?? Number.NaN) - 1] ?? 1) >= at;
  });
  expect(held).toBeGreaterThan(0.95 - slack);
  expect(held).toBeLessThan(0.98);
});

it('the block bootstrap of 60 neighbours that resemble each other holds their mean nearly as often as it says', () => {
  const held = share(57, (chance) => {
    let level = normal(chance) / Math.sqrt(1 - 0.4 ** 2);
    const series = Array.from({ length: 60 }, () => (level = 0.4 * level + normal(chance)));
    const [low, high] = blockBootstrap(series, mean, 0.95, chance, { length: 6, draws: 199 });
    return low <= 0 && high >= 0;
  });
  // Percentiles of so few values are too narrow, by what is promised of them; single values instead of stretches would hold it 80 times.
  expect(held).toBeGreaterThan(0.88);
  expect(held).toBeLessThan(0.95);
});
