import { wilson } from '../stats/wilson.ts';
import type { StabilityLimits } from './settings.ts';
import type { Trial } from './trial.ts';

/**
 * How far a trial is from its limits: the natural logarithm of the worst share of one that was surely used, above 0 where one was broken.
 * Null where the measurement only tells on which side it is: nothing was answered, it was cut short, or our own trouble is in it.
 */
export function logRatioOf({ observation, spoiled }: Trial, limits: StabilityLimits): number | null {
  const { total, ended } = observation;
  if (spoiled !== null || total.requests === 0 || ended === 'stopped') return null;
  const { p95Low, p95, max, meanLow, mean } = total.responseMs;
  const [errorsLow] = total.errors === 0 ? [0] : wilson(total.errors, total.requests);
  // The same lower ends that the judgement goes by.
  const shares = [
    shareOf(p95Low ?? p95 ?? max ?? 0, limits.p95Ms),
    shareOf(meanLow ?? mean ?? 0, limits.meanMs),
    shareOf(errorsLow * 100, limits.errorsPercent),
  ];
  return Math.log(Math.max(...shares));
}

/** Of a limit of 0 nothing may be used at all. */
function shareOf(value: number, limit: number): number {
  if (limit > 0) return value / limit;
  return value > 0 ? Number.POSITIVE_INFINITY : 0;
}
