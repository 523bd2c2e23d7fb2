import type { Change } from '../../model/fitness.ts';
import { studentPoint } from '../../stats/student.ts';

/** One-sided 80 % point of Student's t for 4 degrees of freedom; for more it is a little too much. Source: as of the two-sided ones. */
const powerPoint = 0.941;

/** A value without and with what is asked about, measured one soon after the other. */
export type Pair = readonly [without: number, withIt: number];

/**
 * By how much values change, from pairs: on the scale of logarithms, where both noise and change are factors, with Student's interval
 * for the mean of the differences. Null for fewer than two pairs that say anything.
 */
export function changeOf(pairs: readonly Pair[]): Change | null {
  const logs = pairs.map(([without, withIt]) => Math.log(withIt / without)).filter(Number.isFinite);
  if (logs.length < 2) return null;
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  const error = Math.sqrt(variance / logs.length);
  const point = studentPoint(logs.length - 1);
  return {
    percent: percentOf(mean),
    intervalPercent: [percentOf(mean - point * error), percentOf(mean + point * error)],
    visiblePercent: percentOf((point + powerPoint) * error),
  };
}

function percentOf(log: number): number {
  return 100 * Math.expm1(log);
}
