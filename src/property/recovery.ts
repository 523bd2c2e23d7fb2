import type { Observation, Window } from '../model/observation.ts';

/** What a service does while it is left in peace. */
export interface Pace {
  readonly ratePerSecond: number;
  /** Who waited for each answer before they asked again; null in an open load. */
  readonly users: number | null;
  /** The highest that its windows reached, or of all of it where no window holds enough answers; null where that is too little as well. */
  readonly p95Ms: number | null;
  readonly p50Ms: number | null;
  /** 0…1. */
  readonly errorShare: number;
}

/** How much of what is measured is surely the service's own. */
export interface Weights {
  /** Of a latency, 0…1. */
  readonly ownShare: number;
  /** Whether the rate is. */
  readonly rateCounts: boolean;
}

/** All of it. */
export const whole: Weights = { ownShare: 1, rateCounts: true };

/** In what a window is not as it was before. */
export type Lack =
  | { readonly kind: 'rate'; readonly before: number; readonly now: number }
  | { readonly kind: 'errors'; readonly before: number; readonly now: number }
  | { readonly kind: 'p95' | 'p50'; readonly before: number; readonly now: number };

/** Whether it came back, and after how long. `lack` is what was missing at the end. */
export type Return =
  | { readonly kind: 'back'; readonly atMs: number }
  | { readonly kind: 'away'; readonly lack: Lack; readonly untilMs: number }
  /** Too short to tell. */
  | { readonly kind: 'unseen' };

/** Less is within the accuracy of timers and of a scheduler, whatever it is in percent. */
const leastMs = 1;
/** Of requests that may fail beside those that failed before, 0…1. */
const moreErrors = 0.01;
/** A single good window may be luck. */
const windowsInARow = 2;
/** What was on its way when a load was cut off is missing in the last of it: as long as an answer took before, and no less than this. */
const leastLostMs = 100;

/** What a load shows of a service's pace. */
export function paceOf({ windows, total, durationMs, scenario }: Observation): Pace {
  const highest = (values: readonly (number | null)[], overall: number | null): number | null => {
    const known = [...values, overall].filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return {
    ratePerSecond: durationMs <= 0 ? 0 : (total.requests / durationMs) * 1_000,
    users: scenario.model === 'closed' ? scenario.users : null,
    p95Ms: highest(
      windows.map(({ p95Ms }) => p95Ms),
      total.responseMs.p95,
    ),
    p50Ms: highest(
      windows.map(({ p50Ms }) => p50Ms),
      total.responseMs.p50,
    ),
    errorShare: total.requests === 0 ? 0 : total.errors / total.requests,
  };
}

/**
 * In what a window falls short of an earlier pace by more than so many percent; null when in nothing. Latency is held against the worst
 * window of before, rate against its mean less two standard deviations of a count, so that noise is no lack.
 */
export function findLack(window: Window, pace: Pace, withinPercent: number, { ownShare, rateCounts }: Weights = whole): Lack | null {
  const { requests, errors, durationMs, p95Ms, p50Ms } = window;
  const within = withinPercent / 100;
  const errorShare = requests === 0 ? 0 : errors / requests;
  if (errorShare > pace.errorShare + moreErrors) return { kind: 'errors', before: pace.errorShare * 100, now: errorShare * 100 };
  // p95 where the window holds enough answers for one, else the median.
  const kind = p95Ms !== null && pace.p95Ms !== null ? 'p95' : 'p50';
  const [before, now] = kind === 'p95' ? [pace.p95Ms, p95Ms] : [pace.p50Ms, p50Ms];
  if (before !== null && now !== null && now * ownShare > Math.max(before * (1 + within), before + leastMs)) return { kind, before, now };
  const expected = (leastRate(pace, within) * durationMs) / 1_000;
  if (rateCounts && requests < expected - 2 * Math.sqrt(expected)) {
    return { kind: 'rate', before: pace.ratePerSecond, now: (requests / durationMs) * 1_000 };
  }
  return null;
}

/** A rate a second that is no lack yet. Of users who wait for their answers it falls with each bit that these take longer (Little's law). */
function leastRate({ ratePerSecond, users }: Pace, within: number): number {
  const least = ratePerSecond * (1 - within);
  return users === null || ratePerSecond === 0 ? least : Math.min(least, users / (users / ratePerSecond + leastMs / 1_000));
}

/** When a load that began after the pressure found the service back at its pace: from the end of the first of two windows in a row. */
export function findReturn(observation: Observation, pace: Pace, withinPercent: number, weights: Weights = whole): Return {
  const windows = wholeWindows(observation, pace);
  const lacks = windows.map((window) => findLack(window, pace, withinPercent, weights));
  const from = lacks.findIndex((_, index) => {
    const row = lacks.slice(index, index + windowsInARow);
    return row.length === windowsInARow && row.every((lack) => lack === null);
  });
  const first = windows[from];
  if (first !== undefined) return { kind: 'back', atMs: first.startMs + first.durationMs };
  const lack = lacks.findLast((one) => one !== null) ?? null;
  return lack === null || windows.length < windowsInARow
    ? { kind: 'unseen' }
    : { kind: 'away', lack, untilMs: windows.reduce((endMs, window) => Math.max(endMs, window.startMs + window.durationMs), 0) };
}

/** Without a remainder at the end, and without those from which something was cut off that a service which is back would have answered. */
function wholeWindows({ windows, ended, durationMs: allMs, total }: Observation, pace: Pace): readonly Window[] {
  const width = windows[0]?.durationMs ?? 0;
  const full = windows.filter(({ durationMs }) => durationMs >= width * 0.9);
  if (ended === 'complete') return full;
  const answerMs = pace.p95Ms ?? pace.p50Ms ?? total.responseMs.max ?? 0;
  const lostMs = Math.max(leastLostMs, answerMs);
  return full.filter(({ startMs, durationMs }) => startMs + durationMs <= allMs - lostMs);
}
