import * as z from 'zod';
import type { Metric } from '../model/metric.ts';
import { plausible, text, unit } from './bounded.ts';

/** One metric. */
const metricSchema: z.ZodType<Metric> = z.strictObject({
  name: text(200),
  unit,
  value: plausible,
  worse: z.enum(['higher', 'lower']),
});

/** A run's metrics. */
export const metricsSchema: z.ZodType<readonly Metric[]> = z.array(metricSchema).max(1_000);
