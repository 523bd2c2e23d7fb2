import type { ClosedScenario } from '../../model/scenario.ts';
import type { SessionStage } from '../../model/sessions.ts';

/** What all stages have alike. */
export interface StageFrame {
  /** The configured mix, without think times; its length is that of each use. */
  readonly scenario: ClosedScenario;
  /** Whether each is a process of its own. */
  readonly areProcesses: boolean;
  /** Whether a session tells that it can be used; else it is asked for something, to see that it can. */
  readonly tellReady: boolean;
}

/** More than any session has time for. */
const noEnd = 1_000_000_000;
/** Where operations are counted, the most they may take. */
const longerUse = 3;
const aloneOperations = 20;
const queueOperations = 10;
const burstOperations = 10;
/** Whoever has no place by then has none. */
const patienceMs = 20_000;
/** Sessions that think ask for a quarter of what they carried back to back. */
const pacedShare = 0.25;
const [leastThinkMs, mostThinkMs] = [4, 200];

/** One after another: each begins, is used and ends before the next. */
export function aloneStage(from: number, count: number, { scenario }: StageFrame): SessionStage {
  return { ...blank(range(from, count), scenario), limit: 1, operations: aloneOperations, durationMs: scenario.durationMs, end: true };
}

/** All begin at once and stand. */
export function beginStage(count: number, { scenario, tellReady }: StageFrame): SessionStage {
  return { ...blank(range(0, count), scenario), operations: tellReady ? 0 : 1, durationMs: scenario.durationMs };
}

/**
 * All are used back to back, for as long as there is time or for so many operations each. Young programs become faster with what they are asked:
 * only after as many operations of each do more of them compare with fewer.
 */
export function useStage(count: number, operations: number | null, { scenario }: StageFrame): SessionStage {
  return {
    ...blank(range(0, count), scenario),
    operations: operations ?? noEnd,
    durationMs: operations === null ? scenario.durationMs : longerUse * scenario.durationMs,
  };
}

/** All end at once. */
export function endStage(count: number, { scenario }: StageFrame): SessionStage {
  return { ...blank(range(0, count), scenario), end: true };
}

/** As many as have places stand and are used a last time, and half as many again wait for theirs. */
export function queueStage(limit: number, { scenario }: StageFrame): SessionStage {
  const sessions = range(0, limit + Math.ceil(limit / 2));
  return { ...blank(sessions, scenario), limit, operations: queueOperations, durationMs: Math.min(scenario.durationMs, 500), end: true };
}

/** All are used with pauses, at a share of what they carried, `perSecond` of all: one operation at a time, or many in a row. */
export function pacedStage(count: number, perSecond: number, way: 'think times' | 'bursts', frame: StageFrame): SessionStage {
  const burst = way === 'bursts' ? burstOperations : 1;
  const everyMs = (1_000 * count) / Math.max(1, perSecond);
  const thinkMs = Math.min(mostThinkMs, Math.max(leastThinkMs, (burst * everyMs) / pacedShare));
  return {
    ...blank(range(0, count), { ...frame.scenario, thinkMs: Math.round(thinkMs) }),
    operations: noEnd,
    durationMs: Math.max(frame.scenario.durationMs, 3 * thinkMs),
    burst,
  };
}

function blank(sessions: readonly number[], scenario: ClosedScenario): SessionStage {
  return { sessions, limit: sessions.length, scenario, operations: 0, durationMs: 0, burst: 1, end: false, patienceMs };
}

function range(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index);
}
