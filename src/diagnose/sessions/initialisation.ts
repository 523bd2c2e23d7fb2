import type { Finding } from '../../model/finding.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { median } from '../../stats/median.ts';
import { quantile } from '../../stats/quantile.ts';
import { printAmount, printDuration } from '../../units/print.ts';
import { estimate, mainLevel, readyTimes, saySessions } from './seen.ts';
import { unlooked } from './unlooked.ts';

const id = 'sessions.initialisation';

/**
 * How long sessions take until they can be used, alone and all at once. Starting many at once is the machine's work as well: as many empty
 * processes started at once tell by how much it slows down whatever starts, and only what is far beyond that is the program's.
 */
export function findInitialisation(seen: SessionsSeen, limits: SessionLimits): Finding {
  const { alone } = seen;
  const own = alone === null ? null : estimate(readyTimes(alone.stage, alone.stage, seen), 0.5);
  if (alone === null || own === null) return unlooked(id, 'How long sessions take to begin was not looked at: none of them began in time.');
  const facts = {
    id,
    unit: 'ms',
    limit: limits.initialisationMs,
    measured: own.value,
    ...(own.interval === null ? {} : { interval: own.interval }),
  };
  const empty = alone.emptyMs.length === 0 ? null : median(alone.emptyMs);
  const crowd = crowdOf(seen, limits, own.value, empty);
  const sayEmpty = empty === null ? '' : `; an empty Node process takes ${printDuration(empty)} here`;
  const evidence = [`alone: ${saySessions(own.count)}${sayEmpty}`, ...(crowd === null ? [] : [crowd.told])];
  const ready = `A session is ready in ${printDuration(own.value)}`;
  if (own.value > limits.initialisationMs) {
    // A start has that of a process in it.
    const isMachine = empty !== null && own.value - empty <= limits.initialisationMs;
    const isUnsure = own.interval !== null && own.interval[0] <= limits.initialisationMs;
    if (isMachine) return { ...facts, kind: 'inconclusive', sentence: `${ready}, but this machine is slow to start anything`, evidence };
    if (isUnsure) return { ...facts, kind: 'inconclusive', sentence: `${ready}, but not surely slower than its limit`, evidence };
    return { ...facts, kind: 'broken', sentence: ready, evidence };
  }
  if (crowd === null) return { ...facts, kind: 'held', sentence: `${ready}, begun alone`, evidence };
  const { sessions, readyMs, allowedMs } = crowd;
  const both = `${ready} alone, ${sessions} at once in ${printDuration(readyMs)}`;
  if (readyMs <= (allowedMs ?? limits.initialisationMs)) return { ...facts, kind: 'held', sentence: both, evidence };
  const { interval: _, ...rest } = { interval: undefined, ...facts };
  if (allowedMs === null) {
    const sentence = `${both}; how much of that is the machine's was not seen`;
    return { ...rest, kind: 'inconclusive', measured: readyMs, sentence, evidence };
  }
  const sentence = `${both}, where a machine as full explains ${printDuration(crowd.expectedMs)}`;
  return { ...rest, kind: 'broken', measured: readyMs, limit: allowedMs, sentence, evidence };
}

interface Crowd {
  readonly sessions: number;
  /** The 95th percentile. */
  readonly readyMs: number;
  readonly expectedMs: number;
  /** Null where nobody knows what the machine makes of so many. */
  readonly allowedMs: number | null;
  readonly told: string;
}

function crowdOf(seen: SessionsSeen, limits: SessionLimits, ownMs: number, emptyAloneMs: number | null): Crowd | null {
  const level = mainLevel(seen, limits);
  const times = level === null ? [] : readyTimes(level.begun, level.used, seen);
  if (level === null || times.length === 0) return null;
  const readyMs = quantile(times, 0.95);
  const emptyMs = level.emptyMs.length === 0 ? null : quantile(level.emptyMs, 0.95);
  const factor = emptyMs === null || emptyAloneMs === null || emptyAloneMs <= 0 ? null : Math.max(1, emptyMs / emptyAloneMs);
  const expectedMs = ownMs * (factor ?? 1);
  const tellEmpty =
    emptyMs === null || factor === null
      ? ''
      : `; as many empty processes in ${printDuration(emptyMs)}, ${printAmount(factor)} times as long as alone`;
  return {
    sessions: level.sessions,
    readyMs,
    expectedMs,
    allowedMs: factor === null ? null : Math.max(limits.initialisationMs, (limits.contentionPercent / 100) * expectedMs),
    told: `at once: ${saySessions(level.sessions)}, 95 % of them ready in ${printDuration(readyMs)}${tellEmpty}`,
  };
}
