import { describe, expect, it } from 'vitest';
import { openChance } from '../../src/stats/chance.ts';
import { trendOf } from '../../src/stats/trend.ts';
import { flat } from './series.ts';

describe('the interval of a trend', () => {
  it.each([
    [10, 0, 0, 0.97],
    [20, 0, 0, 0.98],
    [20, 0.3, 0, 0.96],
    [20, 0.3, 3, 0.96],
    [20, 0.5, 0, 0.94],
    [20, 0.5, -1, 0.94],
    [40, 0.5, 2, 0.94],
  ])('of %i values, neighbours alike by %d, holds a change of %d at least %d of the time', (count, likeness, change, least) => {
    const chance = openChance(20_281, 0);
    let held = 0;
    for (let trial = 0; trial < 2_000; trial += 1) {
      const series = flat(chance, count, 1, likeness).map((noise, at) => ({ at, value: noise + (change * at) / (count - 1) }));
      const trend = trendOf(series);
      if (trend !== null && trend.low <= change && change <= trend.high) held += 1;
    }
    expect(held / 2_000).toBeGreaterThanOrEqual(least);
  });
});
