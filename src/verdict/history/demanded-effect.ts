import type { Metric } from '../../model/metric.ts';
import { smallestEffect } from '../smallest-effect.ts';
import { agreeing, usualBefore } from '../rules.ts';

/** They rest on short visits to several numbers of users, and say again, more coarsely, what the reference load says of as many. */
const ofScaling: ReadonlySet<string> = new Set(['scaling-throughput', 'scaling-p95']);
const scalingShare = 0.1;
const scalingNoises = 2.5;

/** Whether a metric comes from visits to several numbers of users: pairs with the base do not make them, and some runs have no time for them. */
export function isOfScaling(name: string): boolean {
  return ofScaling.has(name);
}

/**
 * How far a run has to stray at the least to count, in the metric's unit. What comes from visits has to stray by a tenth and by 2.5 times the
 * noise: so two numbers more bring hardly an alarm more, and a service that does carry fewer users is still found. `runs` are oriented so
 * that larger is worse.
 */
export function demandedEffect(metric: Pick<Metric, 'name' | 'unit'>, runs: readonly number[]): number {
  const least = smallestEffect(metric);
  if (!isOfScaling(metric.name)) return least;
  const { level, noise } = usualBefore(runs, agreeing);
  return Math.max(least, scalingShare * Math.abs(level), scalingNoises * noise);
}
