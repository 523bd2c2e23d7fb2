import type { Metric } from '../model/metric.ts';

/** Below these a change is no news whatever its percentage: 0.03 ms → 0.04 ms is not a regression anybody should read about. */
const smallestByUnit: Readonly<Partial<Record<string, number>>> = { ms: 0.15, '%': 0.5, bytes: 1_048_576, count: 2 };

/** CPU time of one operation is counted by the kernel in nanoseconds and is small: 0.41 ms → 0.46 ms is news. */
const smallestCpuMs = 0.01;

/** The smallest change of this metric worth telling, in its unit; 0 where there is no such floor. */
export function smallestEffect(metric: Pick<Metric, 'name' | 'unit'>): number {
  if (metric.unit === 'ms' && metric.name.startsWith('cpu')) return smallestCpuMs;
  return smallestByUnit[metric.unit] ?? 0;
}
