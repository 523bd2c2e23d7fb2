import type { ErrorKind } from '../../model/outcome.ts';
import type { SessionEffort, SessionLevel, SessionLimits, SessionsSeen, StageSeen } from '../../model/sessions.ts';
import { median } from '../../stats/median.ts';
import { quantile } from '../../stats/quantile.ts';
import { quantileRanks } from '../../stats/quantile-ranks.ts';

/** A quantile with its 95 % interval, where there are enough values for one. */
export interface Estimated {
  readonly value: number;
  readonly interval: readonly [low: number, high: number] | null;
  readonly count: number;
}

/** `1 session`, `3 sessions`. */
export function saySessions(count: number): string {
  return `${count} ${count === 1 ? 'session' : 'sessions'}`;
}

/** The level at which as many sessions live together as have to. */
export function mainLevel({ levels }: SessionsSeen, { sessions }: SessionLimits): SessionLevel | null {
  return levels.find((level) => level.sessions === sessions) ?? null;
}

/** All right answers' times. */
export function callsOf({ sessions }: StageSeen): readonly number[] {
  return sessions.flatMap(({ callsMs }) => callsMs);
}

/** The same of sessions that have begun in this stage, without what may be the end of their beginning where anything else was seen. */
export function laterCallsOf(stage: StageSeen, { tellReady }: Pick<SessionsSeen, 'tellReady'>): readonly number[] {
  const later = tellReady ? [] : stage.sessions.flatMap(({ callsMs }) => callsMs.slice(1));
  return later.length === 0 ? callsOf(stage) : later;
}

/** How long each took that could be used, until it could: where none tells that it can be, by the end of its first answer. */
export function readyTimes({ sessions }: StageSeen, used: StageSeen, { tellReady }: Pick<SessionsSeen, 'tellReady'>): readonly number[] {
  const lost = new Set(lostIn(used).map(({ session }) => session));
  return sessions.flatMap(({ session, readyMs, callsMs, answers }) => {
    if (lost.has(session)) return [];
    // Of what is only begun, nothing was asked yet.
    if (tellReady) return readyMs === null ? [] : [readyMs];
    return answers === 0 ? [] : callsMs.slice(0, 1).map((ms) => (readyMs ?? 0) + ms);
  });
}

/** Operations of a stage and how many of them failed. */
export function countOf(stages: readonly StageSeen[]): { readonly operations: number; readonly errors: number } {
  const sessions = stages.flatMap((stage) => stage.sessions);
  const answers = sessions.reduce((sum, each) => sum + each.answers, 0);
  const errors = sessions.flatMap(({ errorKinds }) => Object.values(errorKinds)).reduce((sum, count) => sum + count, 0);
  return { operations: answers + errors, errors };
}

/** Of a session that did not begin, or was gone when it was first asked. */
const ofLost: ReadonlySet<ErrorKind> = new Set(['crash', 'refused', 'reset']);

/** Sessions that were asked and gave no right answer, or that the driver had to begin anew for one. */
export function lostIn({ sessions }: StageSeen): StageSeen['sessions'] {
  return sessions.filter(({ answers, firstError }) => answers === 0 || (firstError !== null && ofLost.has(firstError)));
}

/** The first thing that went wrong, quoted. */
export function tellFailure(stages: readonly StageSeen[]): readonly string[] {
  const failed = stages.flatMap(({ sessions }) => sessions).find(({ failure }) => failure !== null);
  const text = failed?.failure?.replace(/\p{C}/gu, ' ').slice(0, 120);
  return text === undefined ? [] : [`the first failure, in session ${failed?.session}: ${text}`];
}

/** A quantile of some values; null for none. */
export function estimate(values: readonly number[], share: number): Estimated | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const { low, high } = quantileRanks(sorted.length, share);
  const [from, to] = [low === null ? undefined : sorted[low - 1], high === null ? undefined : sorted[high - 1]];
  return {
    value: quantile(sorted, share),
    interval: from === undefined || to === undefined ? null : [from, to],
    count: sorted.length,
  };
}

/** Of the cores, what is hardly left for more; of the time that a thread wants a core, what it may wait for it before its machine is full. */
const [fullShare, waitShare] = [0.7, 0.25];

/** Whether the machine had no core left for what sessions wanted to do, so that their times are its own. */
export function wasFull(effort: SessionEffort | null, cores: number): boolean {
  if (effort === null) return false;
  const { ran, wanted } = effort;
  return ran >= fullShare * cores || (wanted !== null && wanted > 0 && (wanted - ran) / wanted > waitShare);
}

/**
 * When each session of a level had its answers, as far as all of them were used: those that were done sooner leave the others more room. Null
 * where operations failed, because only right answers say when they came.
 */
export function answersOver({ used }: Pick<SessionLevel, 'used'>): { readonly atMs: readonly number[]; readonly spanMs: number } | null {
  const { sessions } = used;
  const ends = sessions.map(({ callsMs, answers, lastAtMs }) => {
    // Beyond the first some thousands only their number is known; between two there is a moment that is ours.
    const sum = callsMs.reduce((total, ms) => total + ms, 0);
    return sum > 0 && answers > 0
      ? { scale: ((lastAtMs ?? 0) * callsMs.length) / answers / sum, endMs: ((lastAtMs ?? 0) * callsMs.length) / answers }
      : null;
  });
  if (sessions.length === 0 || sessions.some(({ errorKinds }) => Object.keys(errorKinds).length > 0) || ends.includes(null)) return null;
  const spanMs = Math.min(...ends.map((end) => end?.endMs ?? 0));
  const atMs = sessions.flatMap(({ callsMs }, index) => {
    let now = 0;
    return callsMs.map((ms) => (now += ms * (ends[index]?.scale ?? 0))).filter((at) => at <= spanMs);
  });
  return spanMs > 0 ? { atMs, spanMs } : null;
}

/** Operations a second of a level, back to back; null where there were none. */
export function rateOf(level: Pick<SessionLevel, 'used'>): number | null {
  const over = answersOver(level);
  if (over !== null) return (1_000 * over.atMs.length) / over.spanMs;
  const { sessions } = level.used;
  const lastMs = Math.max(0, ...sessions.map(({ lastAtMs }) => lastAtMs ?? 0));
  const answers = sessions.reduce((sum, each) => sum + each.answers, 0);
  return lastMs > 0 && answers > 0 ? (1_000 * answers) / lastMs : null;
}

/** How often each session was used in the time there was; null where some were not. */
export function typicalAnswers({ used }: Pick<SessionLevel, 'used'>): number | null {
  const answers = Math.floor(median(used.sessions.map((session) => session.answers)));
  return answers >= 1 ? answers : null;
}
