import { expect, it } from 'vitest';
import { measuredCpuMs, measuredPeakBytes, measureMetrics } from '../../src/diagnose/measure-metrics.ts';
import type { MeasureObservation } from '../../src/model/observation.ts';

const of = (name: string, unit: MeasureObservation['unit'], p50: number, mean: number, max: number): MeasureObservation => ({
  name,
  unit,
  values: { count: 1, min: 0, mean, p50, p75: null, p90: null, p95: null, p99: null, p999: null, max },
});
const measures = [of('user', 'ms', 3, 4, 9), of('system', 'ms', 1, 2, 3), of('peak-rss', 'MB', 6, 6, 7), of('hit', 'share', 1, 0.75, 1)];

it('what is measured beside responses is a metric in the unit that reports print: a median, of shares the mean', () => {
  expect(measureMetrics({ measures }, '(build)')).toEqual([
    { name: 'user(build)', unit: 'ms', value: 3, worse: 'higher' },
    { name: 'system(build)', unit: 'ms', value: 1, worse: 'higher' },
    { name: 'peak-rss(build)', unit: 'bytes', value: 6 * 1_024 ** 2, worse: 'higher' },
    { name: 'hit(build)', unit: '%', value: 75, worse: 'lower' },
  ]);
  expect(measureMetrics({}, '')).toEqual([]);
});

it('an operation that is a process has CPU time and memory of its own', () => {
  expect([measuredCpuMs({ measures }), measuredPeakBytes({ measures })]).toEqual([6, 7 * 1_024 ** 2]);
  expect([measuredCpuMs({ measures: measures.slice(0, 1) }), measuredPeakBytes({})]).toEqual([null, null]);
});
