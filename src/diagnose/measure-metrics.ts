import type { Metric } from '../model/metric.ts';
import type { MeasureObservation, OperationObservation } from '../model/observation.ts';

const bytesOfMegabyte = 1_024 ** 2;

/** What drivers measured beside responses, as metrics: their medians, and of shares the mean. `of` is the operation in brackets, or empty. */
export function measureMetrics({ measures = [] }: Pick<OperationObservation, 'measures'>, of: string): readonly Metric[] {
  return measures.flatMap(({ name, unit, values }): readonly Metric[] => {
    const value = unit === 'share' ? values.mean : values.p50;
    if (value === null) return [];
    switch (unit) {
      case 'ms':
        return [{ name: `${name}${of}`, unit: 'ms', value, worse: 'higher' }];
      case 'MB':
        return [{ name: `${name}${of}`, unit: 'bytes', value: value * bytesOfMegabyte, worse: 'higher' }];
      case 'share':
        return [{ name: `${name}${of}`, unit: '%', value: 100 * value, worse: 'lower' }];
      default:
        return unit satisfies never;
    }
  });
}

/** CPU time of an operation, in milliseconds, where its driver measures it: operations that are processes of their own. */
export function measuredCpuMs({ measures = [] }: Pick<OperationObservation, 'measures'>): number | null {
  const [user, system] = [meanOf(measures, 'user'), meanOf(measures, 'system')];
  return user === null || system === null ? null : user + system;
}

/** Highest memory of the process that was an operation, in bytes, where its driver measures it. */
export function measuredPeakBytes({ measures = [] }: Pick<OperationObservation, 'measures'>): number | null {
  const max = measures.find(({ name }) => name === 'peak-rss')?.values.max ?? null;
  return max === null ? null : max * bytesOfMegabyte;
}

function meanOf(measures: readonly MeasureObservation[], which: string): number | null {
  return measures.find(({ name }) => name === which)?.values.mean ?? null;
}
