import type { Call } from '../../model/call.ts';
import { median } from '../../stats/median.ts';
import { quantile } from '../../stats/quantile.ts';

/** A user's wait for something of which there is not enough for all: a session, a connection of a pool. */
export interface Wait {
  readonly operation: string;
  readonly user: number;
  readonly askedAtMs: number;
  /** Null where it never got it. */
  readonly gotAtMs: number | null;
}

/** How users waited in a load, or in several of one engine. */
export interface WaitsSeen {
  readonly waits: readonly Wait[];
  /** When the watching ended; all times count from the first call on. */
  readonly watchedUntilMs: number;
  /** What lies no further apart has no order. */
  readonly jitterMs: number;
  /** Calls that were refused before any wait was too long, and those that were given up before it was known. */
  readonly others: number;
}

/** How long an operation takes when nobody else is there. */
export interface Calm {
  readonly responseMs: number;
  /** From the quickest quarter to the slowest: about so much its end says wrongly when it was let in. */
  readonly spreadMs: number;
}

/** Two requests on their way may overtake each other by this much without anybody being unfair. */
const leastJitterMs = 10;
/** Who takes long overtakes nobody by ending late: in units of how much an operation differs from itself. */
const jitterSpreads = 2;
/** Of fewer answers nobody knows how much they differ: it may be as much as all of it. */
const fewest = 6;

/** How long each operation took a single user. */
export function calmOf(calls: readonly Call[]): ReadonlyMap<string, Calm> {
  const tookMs = new Map<string, number[]>();
  for (const call of calls) {
    if (call.end !== 'ok') continue;
    const known = tookMs.get(call.operation);
    if (known === undefined) tookMs.set(call.operation, [tookOf(call)]);
    else known.push(tookOf(call));
  }
  return new Map(
    [...tookMs].map(([operation, times]) => [
      operation,
      { responseMs: median(times), spreadMs: times.length < fewest ? median(times) : quantile(times, 0.75) - quantile(times, 0.25) },
    ]),
  );
}

/**
 * What of each call was waiting: its time less what the operation takes in peace; where that is not known, less its quickest. The resource
 * counts as had from so long before the answer on. A call that failed at once did not wait; one that failed later than any may wait
 * did, and one without an answer until then is a wait without an end.
 */
export function waitsOf(calls: readonly Call[], calm: ReadonlyMap<string, Calm>, maxMs: number): WaitsSeen {
  const quickest = new Map<string, number>();
  for (const call of calls) {
    if (call.end === 'ok') quickest.set(call.operation, Math.min(tookOf(call), quickest.get(call.operation) ?? Number.POSITIVE_INFINITY));
  }
  const beganMs = calls.reduce((first, { calledAtMs }) => Math.min(first, calledAtMs), Number.POSITIVE_INFINITY);
  const waits = calls.flatMap((call): readonly Wait[] => {
    const { operation, user, calledAtMs, endedAtMs, end } = call;
    const ownMs = calm.get(operation)?.responseMs ?? quickest.get(operation) ?? 0;
    if (end !== 'ok' && tookOf(call) - ownMs <= maxMs) return [];
    const gotAtMs = end === 'unanswered' ? null : Math.max(calledAtMs, endedAtMs - (end === 'ok' ? ownMs : 0));
    return [{ operation, user, askedAtMs: calledAtMs - beganMs, gotAtMs: gotAtMs === null ? null : gotAtMs - beganMs }];
  });
  return {
    waits,
    watchedUntilMs: calls.reduce((last, { endedAtMs }) => Math.max(last, endedAtMs - beganMs), 0),
    jitterMs: Math.max(leastJitterMs, ...[...calm.values()].map(({ spreadMs }) => jitterSpreads * spreadMs)),
    others: calls.length - waits.length,
  };
}

function tookOf({ calledAtMs, endedAtMs }: Call): number {
  return endedAtMs - calledAtMs;
}
