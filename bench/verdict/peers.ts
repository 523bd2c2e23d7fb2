import { mean } from '../../src/stats/mean.ts';
import type { Said } from './gates.ts';
import type { Sides } from './noise.ts';
import { tPoint } from './t-point.ts';

const firstSamples = 50;
const moreSamples = 10;

/**
 * Tachometer: the 95 % interval, by Student's t, of the relative difference of the means, with 50 samples of each side and then ten more
 * at a time until it has zero outside for all metrics, or the time is up. Here a half of a block is a sample.
 */
export function tachometer(pairs: readonly (readonly Sides[])[]): Said {
  const metrics = (pairs[0] ?? []).flatMap(({ base }, index) => (base.length > 1 ? [index] : []));
  const perPair = pairs[0]?.[0]?.base.length ?? 1;
  for (let samples = Math.min(firstSamples, perPair * pairs.length); ; samples += moreSamples) {
    const used = Math.min(pairs.length, Math.ceil(samples / perPair));
    const intervals = metrics.map((metric) => {
      const values = (side: keyof Sides): readonly number[] =>
        pairs.slice(0, used).flatMap((pair) => (pair[metric]?.[side] ?? []).map(Math.exp));
      return differenceInterval(values('base'), values('head'));
    });
    const isOver = used >= pairs.length;
    if (!isOver && intervals.some(([low, high]) => low <= 0 && high >= 0)) continue;
    if (intervals.some(([low]) => low > 0)) return { word: 'regression', pairs: used };
    return { word: intervals.every(([, high]) => high < 0) ? 'pass' : 'inconclusive', pairs: used };
  }
}

function differenceInterval(before: readonly number[], after: readonly number[]): readonly [low: number, high: number] {
  const [a, b] = [mean(before), mean(after)];
  const error = Math.sqrt(variance(after) / after.length / a ** 2 + (b ** 2 * variance(before)) / before.length / a ** 4);
  const half = tPoint(0.025, Math.min(before.length, after.length) - 1) * error;
  return [(b - a) / a - half, (b - a) / a + half];
}

/** github-action-benchmark: one run before and one now, whose ratio as cost must not be above a threshold. */
export function ratioAbove(threshold: number, before: readonly number[], now: readonly number[]): Said['word'] {
  return now.some((value, index) => value / (before[index] ?? Number.NaN) > threshold) ? 'regression' : 'pass';
}

/** Bencher's default: above the limit of Student's t that 99 % of further runs of the same kind stay below, on up to 64 runs. */
export function tTest(history: readonly (readonly number[])[], now: readonly number[]): Said['word'] {
  const isAbove = now.some((value, index) => {
    const before = history.slice(-64).flatMap((run) => run[index] ?? []);
    const limit = mean(before) + tPoint(0.01, before.length - 1) * Math.sqrt(variance(before) * (1 + 1 / before.length));
    return value > limit;
  });
  return isAbove ? 'regression' : 'pass';
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
