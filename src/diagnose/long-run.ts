import type { Batch, Endurance } from '../model/endurance.ts';
import { overdispersion, shareDifference, type Share } from '../stats/share-difference.ts';
import { driftOfBatches, warmBatches } from './drift.ts';
import { leastMs } from './swing.ts';

/** How far a long run may be worse at its end than at its beginning. */
export interface LongRunLimits {
  /** Of latency and of CPU time for each operation, in percent of the beginning. */
  readonly driftPercent: number;
  /** Of the share of operations that fail, in points. */
  readonly errorsPercent: number;
}

/** How far one number of a process went over its batches. */
export interface Course {
  readonly of: 'p50' | 'p95' | 'cpu-per-operation' | 'errors';
  /** Milliseconds; of errors the share that failed, in percent. */
  readonly first: number;
  readonly last: number;
  /** Percent of the first; of errors points. */
  readonly change: number;
  /** 95 % interval of `change`. */
  readonly interval: readonly [low: number, high: number];
  /** Largest change that is allowed. */
  readonly limit: number;
  /** Whether so much would matter to anybody: a fraction of a millisecond does not. */
  readonly matters: boolean;
}

/** What the batches of one process say of it. */
export interface LongRun {
  readonly attempt: number;
  readonly batches: number;
  readonly operations: number;
  readonly durationMs: number;
  /** None where there were too few batches. */
  readonly courses: readonly Course[];
}

/** Of a process that has warmed up; with fewer an interval is as good as none. */
const neededBatches = 12;
/** Of what is allowed: to be sure of as little is enough for what another process shows as well. */
const sureShare = 0.5;
/** Of the batches, what counts as their beginning and what as their end. */
const endShare = 1 / 3;

/** The courses of latency, CPU time for each operation and errors over the batches of a process. */
export function longRunOf(endurance: Endurance, limits: LongRunLimits): LongRun {
  const warm = warmBatches(endurance).filter(({ requests }) => requests > 0);
  const { attempt, durationMs, batches } = endurance;
  const facts = { attempt, durationMs, batches: batches.length, operations: batches.at(-1)?.operations ?? 0 };
  if (endurance.mode === 'abandoned' || warm.length < neededBatches) return { ...facts, courses: [] };
  const drifts = driftOfBatches(endurance).flatMap(({ of, first, percent, interval, windows }): readonly Course[] => {
    if (of === 'rss' || windows < neededBatches) return [];
    const last = first * (1 + percent / 100);
    const matters = of === 'cpu-per-operation' || Math.abs(last - first) >= leastMs;
    return [{ of, first, last, change: percent, interval, limit: limits.driftPercent, matters }];
  });
  return { ...facts, courses: [...drifts, ...errorsOf(warm, limits.errorsPercent)] };
}

/** Whether a number surely got worse by half of what is allowed, and as far as one can see by more than all of it. */
export function isWorse(course: Course): boolean {
  return mayBeWorse(course) && course.interval[0] > sureShare * course.limit;
}

/** Whether it may have, unless so little is known of it that it may as well have got better by as much. */
export function mayBeWorse({ change, interval, limit, matters }: Course): boolean {
  return matters && change > limit && interval[0] > -limit;
}

/** Requests of a batch fail together: each of them counts for so much less. */
function errorsOf(batches: readonly Batch[], limit: number): readonly Course[] {
  const size = Math.floor(batches.length * endShare);
  const groups = [batches.slice(0, size), batches.slice(-size)].map((some) => some.map(shareOf));
  const [before = [], after = []] = groups;
  const inflation = Math.max(...groups.map(overdispersion));
  const [first, last] = [sumOf(before), sumOf(after)];
  const difference = shareDifference(first, last, inflation);
  if (difference === null) return [];
  const { change, interval } = difference;
  return [
    {
      of: 'errors',
      first: (100 * first.hits) / first.trials,
      last: (100 * last.hits) / last.trials,
      change: 100 * change,
      interval: [100 * interval[0], 100 * interval[1]],
      limit,
      matters: true,
    },
  ];
}

function shareOf({ errors, requests }: Batch): Share {
  return { hits: Math.min(errors, requests), trials: requests };
}

function sumOf(shares: readonly Share[]): Share {
  return {
    hits: shares.reduce((sum, { hits }) => sum + hits, 0),
    trials: shares.reduce((sum, { trials }) => sum + trials, 0),
  };
}
