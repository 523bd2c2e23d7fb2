import type { Latency, Observation } from '../model/observation.ts';
import { quantile } from '../stats/quantile.ts';
import { printCount, printDuration } from '../units/print.ts';

type LatencyNumber = Exclude<keyof Latency, 'count' | 'meanLow' | 'p95Low' | 'p95High'>;

const operationsShown = 8;
const readers: Readonly<Partial<Record<string, LatencyNumber>>> = {
  min: 'min',
  mean: 'mean',
  p50: 'p50',
  p95: 'p95',
  p99: 'p99',
  max: 'max',
};

/** How a latency metric is made up: by operation, the slowest first, and for p95 how steady it was; a line each. */
export function tellLatency(metric: string, steady: Observation): readonly string[] {
  const reader = readers[metric];
  if (reader === undefined) return [];
  const operations = steady.operations
    .flatMap(({ name, responseMs }) => {
      const value = responseMs[reader];
      return value === null ? [] : [{ name, value, count: responseMs.count }];
    })
    .toSorted((a, b) => b.value - a.value)
    .slice(0, operationsShown)
    .map(({ name, value, count }) => `${name}: ${printDuration(value)} over ${printCount(count)} operations`);
  return reader === 'p95' ? [...operations, ...tellWindows(steady)] : operations;
}

function tellWindows(steady: Observation): readonly string[] {
  const values = steady.windows.flatMap((window) => (window.p95Ms === null ? [] : [window.p95Ms]));
  if (values.length < 4) return [];
  const [least, lower, upper, most] = [0, 0.25, 0.75, 1].map((q) => printDuration(quantile(values, q)));
  return [`by time: ${least} to ${most} in ${values.length} windows, the middle half ${lower} to ${upper}`];
}
