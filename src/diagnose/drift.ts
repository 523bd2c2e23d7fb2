import type { Batch, Endurance } from '../model/endurance.ts';
import type { Observation, Window } from '../model/observation.ts';
import type { Reading } from '../model/reading.ts';
import { trendOf, type Placed } from '../stats/trend.ts';
import { wholeWindows } from './whole-windows.ts';

/** How far one number of a service went while its load stayed the same. */
export interface Drift {
  readonly of: 'p50' | 'p95' | 'cpu-per-operation' | 'rss';
  readonly during: 'steady' | 'sustained';
  readonly durationMs: number;
  /** Where it began: milliseconds, or bytes for `rss`. */
  readonly first: number;
  /** From the beginning to the end, in percent of the beginning. */
  readonly percent: number;
  /** 95 % interval of `percent`. */
  readonly interval: readonly [low: number, high: number];
  /** Windows or batches it rests on. */
  readonly windows: number;
}

/** A fresh process warms up: what it does in this share of its batches is no drift. */
const warmingShare = 0.2;

/** Drift in the measured time of a load, which began at `fromMs` on the clock of the readings; none for what too few windows tell. */
export function driftOfWindows(observation: Observation, readings: readonly Reading[], fromMs: number): readonly Drift[] {
  const windows = wholeWindows(observation.windows);
  const seen = { during: 'steady', durationMs: observation.durationMs } as const;
  const series = (valueOf: (window: Window, beganMs: number, endedMs: number) => number | null): readonly Placed[] =>
    windows.flatMap((window) => {
      const beganMs = fromMs + window.startMs;
      const value = valueOf(window, beganMs, beganMs + window.durationMs);
      return value === null ? [] : [{ at: window.startMs, value }];
    });
  return driftsOf(seen, {
    p95: series(({ p95Ms }) => p95Ms),
    'cpu-per-operation': series(({ requests }, beganMs, endedMs) => ratio(cpuBetween(readings, beganMs, endedMs), requests)),
    rss: series((_, beganMs, endedMs) => readings.findLast(({ atMs }) => atMs > beganMs && atMs <= endedMs)?.rssBytes ?? null),
  });
}

/** Of the batches of one process, those of a process that has warmed up. */
export function warmBatches({ batches }: Pick<Endurance, 'batches'>): readonly Batch[] {
  return batches.slice(Math.ceil(batches.length * warmingShare));
}

/** Drift over the batches of one process, by operations instead of time. Batches whose clients hung up tell nothing of it. */
export function driftOfBatches({ mode, durationMs, batches }: Endurance): readonly Drift[] {
  if (mode === 'abandoned') return [];
  const warm = warmBatches({ batches });
  const seen = { during: 'sustained', durationMs } as const;
  const series = (valueOf: (batch: Batch) => number | null): readonly Placed[] =>
    warm.flatMap((batch) => {
      const value = valueOf(batch);
      return value === null ? [] : [{ at: batch.operations, value }];
    });
  return driftsOf(seen, {
    p50: series(({ p50Ms }) => p50Ms),
    p95: series(({ p95Ms }) => p95Ms),
    'cpu-per-operation': series(({ cpuMs, requests }) => ratio(cpuMs, requests)),
    rss: series(({ rssBytes }) => rssBytes),
  });
}

type Seen = Pick<Drift, 'during' | 'durationMs'>;

function driftsOf(seen: Seen, series: Readonly<Partial<Record<Drift['of'], readonly Placed[]>>>): readonly Drift[] {
  return (['p50', 'p95', 'cpu-per-operation', 'rss'] as const).flatMap((of) => driftOf(of, series[of] ?? [], seen));
}

/** Ratios are compared as logarithms, so that a rise and the fall that undoes it are as large. */
function driftOf(of: Drift['of'], series: readonly Placed[], seen: Seen): readonly Drift[] {
  const logs = series.flatMap(({ at, value }) => (value > 0 ? [{ at, value: Math.log(value) }] : []));
  const trend = trendOf(logs);
  if (trend === null || !Number.isFinite(trend.low) || !Number.isFinite(trend.high)) return [];
  const percent = (change: number): number => 100 * Math.expm1(change);
  return [
    {
      of,
      ...seen,
      first: Math.exp(trend.first),
      percent: percent(trend.change),
      interval: [percent(trend.low), percent(trend.high)],
      windows: trend.values,
    },
  ];
}

function ratio(value: number | null, count: number): number | null {
  return value === null || count <= 0 ? null : value / count;
}

function cpuBetween(readings: readonly Reading[], fromMs: number, toMs: number): number | null {
  const [from, to] = [cpuAt(readings, fromMs), cpuAt(readings, toMs)];
  return from === null || to === null ? null : to - from;
}

/** CPU time at a moment, between the readings on both sides of it; null where there is none on one side. */
function cpuAt(readings: readonly Reading[], atMs: number): number | null {
  const next = readings.findIndex((reading) => reading.atMs >= atMs);
  const [before, after] = [readings[next - 1], readings[next]];
  if (after === undefined) return null;
  if (after.atMs === atMs) return after.cpuMs;
  if (before === undefined) return null;
  return before.cpuMs + ((atMs - before.atMs) / (after.atMs - before.atMs)) * (after.cpuMs - before.cpuMs);
}
