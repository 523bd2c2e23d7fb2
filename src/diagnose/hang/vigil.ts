import type { Flight } from '../../model/flight.ts';
import type { LoadProgress } from '../../model/observation.ts';

/** A look at how long a load has gone without an answer, renewed with each of its words. */
export interface Vigil {
  readonly atMs: number;
  readonly answered: number;
  /** How long operations have been in flight and none was answered, as far as words were heard. */
  readonly silentMs: number;
}

/** Operations that have got stuck, as far as can be told without taking the load away. */
export interface Stall {
  /** How long the drain test should wait for them. */
  readonly patienceMs: number;
}

/** No service that is only slow is silent for so long, unless its slowest answer so far says that it may be. */
const leastSilenceMs = 4_000;
const timesSlowest = 4;
/** An operation that is passed by while others of its kind are answered. */
const leastPassedByMs = 4_500;
const timesSlowestPassedBy = 6;
/** Where an operation may take long by its timeout, so much of that is left when the drain test begins. */
const leftOfTimeoutMs = 5_500;
/** Younger ones may be of a service that ends each connection at once: that is no silence. */
const leastAgeMs = 2_000;
/** With the silence before it and the look at the program, a hang is named within eight seconds. */
const patienceMs = 2_700;
/** The load must end before its operations do, or each would count as a timeout besides. */
const beforeTimeoutMs = 500;
/** Words come four times a second. Where one comes late, nobody listened meanwhile: the machine may have stood still. */
const longestGapMs = 500;

/** Goes on with the look, or begins it, at a word heard now. */
export function goOn(before: Vigil | null, { answered, inFlight }: LoadProgress, nowMs: number): Vigil {
  if (before === null || answered !== before.answered || inFlight === 0) return { atMs: nowMs, answered, silentMs: 0 };
  return { atMs: nowMs, answered, silentMs: before.silentMs + Math.min(nowMs - before.atMs, longestGapMs) };
}

/**
 * Whether operations have got stuck. Nothing was answered for four seconds and for four times the slowest answer so far, refusals and
 * resets being no answers; or an operation waits six times as long as the slowest answer, while others are answered.
 *
 * Of a kind of operation that was never answered nobody knows its pace: a first request may compile half a program. So it is given
 * nearly all of its `timeoutMs`, and while others are answered it is no stall at all, but an error when its time is over.
 */
export function findStall({ silentMs }: Vigil, { slowestMs, flights }: LoadProgress, timeoutMs: number): Stall | null {
  const slowest = slowestMs ?? 0;
  const known = oldest(flights.filter(({ answered }) => answered > 0));
  const any = oldest(flights);
  const grownMs = Math.min(leastAgeMs, timeoutMs / 2);
  if (silentMs >= Math.max(leastSilenceMs, timesSlowest * slowest)) {
    if (known >= grownMs) return { patienceMs };
    const isLate = any >= grownMs && silentMs >= timeoutMs - leftOfTimeoutMs;
    return isLate ? { patienceMs: Math.max(patienceMs, timeoutMs - any - beforeTimeoutMs) } : null;
  }
  const isPassedBy = known >= Math.max(leastPassedByMs, timesSlowestPassedBy * slowest, timeoutMs - leftOfTimeoutMs);
  return isPassedBy && silentMs < leastAgeMs ? { patienceMs } : null;
}

function oldest(flights: readonly Flight[]): number {
  return Math.max(0, ...flights.map(({ oldestMs }) => oldestMs));
}
