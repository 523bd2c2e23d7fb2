import type { OperationObservation } from '../model/observation.ts';
import type { Limit } from '../model/policy.ts';
import type { Enclosed, Sample } from '../model/sample.ts';
import { certainty } from '../stats/certainty.ts';
import { normalPoint } from '../stats/normal.ts';
import { wilson } from '../stats/wilson.ts';

const z = normalPoint((1 - certainty) / 2);

/** The share of failed operations in percent, with its 99.9 % interval; null where none finished. */
export function encloseErrors({ requests, errors }: Pick<OperationObservation, 'requests' | 'errors'>): Enclosed | null {
  if (requests === 0 || errors > requests) return null;
  const [low, high] = wilson(errors, requests, z);
  return { value: (100 * errors) / requests, low: 100 * low, high: 100 * high };
}

/** A metric as the reference workload's sample encloses it; null for one that it does not hold. */
export function encloseMetric({ responseMs, ...counts }: Sample, metric: string): Enclosed | null {
  const latencies: Readonly<Partial<Record<string, Enclosed>>> = responseMs;
  return metric === 'errors' ? encloseErrors(counts) : Object.hasOwn(latencies, metric) ? (latencies[metric] ?? null) : null;
}

/** Whether a number lies above a limit, but not surely. */
export function isOpen({ value, low }: Enclosed, max: number): boolean {
  return value > max && (low === null || low <= max);
}

/** Whether a sample leaves one of these limits open, so that more of the same load would tell. */
export function leavesOpen(sample: Sample, limits: readonly Limit[]): boolean {
  return limits.some(({ metric, max }) => {
    const enclosed = encloseMetric(sample, metric);
    return enclosed !== null && isOpen(enclosed, max);
  });
}
