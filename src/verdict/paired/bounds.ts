import { median } from '../../stats/median.ts';
import { smallestEffect } from '../smallest-effect.ts';
import type { Effects, Named } from './effects.ts';

/** A worsening below `floor` is no news, and one of `margin` must not be overlooked; in the scale of the metric's effects. */
export interface Bounds {
  readonly floor: number;
  readonly margin: number;
}

/** What a metric's bounds depend on. */
export interface Usual {
  /** Its usual value at the base. */
  readonly before: number;
  /** The usual latency there; null where none was measured. */
  readonly latencyMs: number | null;
  /** Whether a side was never restarted. */
  readonly joined: boolean;
}

const usualShares = { floor: 0.02, margin: 0.05 } as const;
/** Of what is noisier by its nature: a rare tail, and what all of a machine takes part in. */
const wideShares = { floor: 0.04, margin: 0.1 } as const;
const wide: ReadonlySet<string> = new Set(['p99', 'startup']);
const errorPoints = { floor: 0.5, margin: 1 } as const;
/** 0.3 ms → 0.4 ms blocks nobody, and must not by a hair. */
const leastLatencyMs = 0.15;
const leastStartupMs = 10;
/** Two processes of one code differ by some percent for as long as they live, and one that has run for long from a fresh one by more. */
const joinedFloor = 0.1;

/** Relative and absolute. A rate has no absolute floor of its own: it falls as latency rises, so it takes the latency's. */
export function boundsOf(metric: Named, { before, latencyMs, joined }: Usual): Bounds {
  if (metric.unit === '%') return errorPoints;
  const shares = wide.has(metric.name) ? wideShares : usualShares;
  const least = metric.name === 'throughput' ? shareOf(leastLatencyMs, latencyMs ?? 0) : shareOf(leastOf(metric), before);
  const floor = Math.log1p(Math.max(shares.floor, least, joined ? joinedFloor : 0));
  return { floor, margin: Math.max(Math.log1p(shares.margin), floor) };
}

/** The usual latency of the side before, by the first number of it that there is; whole runs are held against each other by their mean only. */
export function usualLatency(all: readonly Pick<Effects, 'metric' | 'before'>[]): number | null {
  const latency = all.find(({ metric }) => (metric.name === 'p50' || metric.name === 'mean') && metric.unit === 'ms');
  return latency === undefined ? null : median(latency.before);
}

function leastOf(metric: Named): number {
  if (metric.name === 'startup') return leastStartupMs;
  const isLatency = metric.unit === 'ms' && !metric.name.startsWith('cpu');
  return isLatency ? leastLatencyMs : smallestEffect(metric);
}

function shareOf(least: number, usual: number): number {
  return usual > 0 ? least / usual : 0;
}
