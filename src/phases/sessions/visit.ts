import type { PatternSeen, QueueSeen, SessionHoldings, SessionLevel, SessionsSeen, StageSeen } from '../../model/sessions.ts';
import type { RigSessions } from '../../rig.ts';
import type { World } from '../../world.ts';
import { rateOf } from '../../diagnose/sessions/seen.ts';
import { timeEmptyProcesses } from './empty-processes.ts';
import type { Watching } from './holdings.ts';
import { aloneStage, beginStage, endStage, pacedStage, queueStage, useStage, type StageFrame } from './stages.ts';

/** What visits need. */
export interface VisitParts {
  readonly sessions: RigSessions;
  readonly watching: Watching;
  readonly frame: StageFrame;
  /** Where empty processes start. */
  readonly directory: string;
  readonly world: World;
}

/** What is done at a level beside begin, use and end. */
export interface Chores {
  /** Patterns of load, and empty processes to hold it against. */
  readonly isMain: boolean;
  readonly withQueue: boolean;
  /** How often each is used back to back; null for as often as there is time. */
  readonly operations: number | null;
}

const emptyRounds = 3;
/** What was just asked goes on tidying up for a while; of what has just begun, nobody knows how long. */
const settleMs = 150;
const restMs = 300;
/** What has just ended may take a moment to be gone. */
const [goneWithinMs, goneBeatMs] = [500, 50];

/** Sessions one after another, as long as they cost little: the first one says how much. */
export async function visitAlone(parts: VisitParts, mostMs: number): Promise<SessionsSeen['alone']> {
  const { sessions, frame, directory, world } = parts;
  const known = new Set(sessions.living());
  const emptyMs: number[] = [];
  if (frame.areProcesses) {
    for (let round = 0; round < emptyRounds; round += 1) emptyMs.push(...(await timeEmptyProcesses(1, directory, world)));
  }
  const first = await sessions.hold(aloneStage(0, 1, frame));
  const more = Math.min(4, Math.floor(mostMs / Math.max(1, first.elapsedMs)) - 1);
  const second = more < 1 ? null : await sessions.hold(aloneStage(1, more, frame));
  const left = await countLeft(parts, known);
  return { stage: second === null ? first : join(first, second), emptyMs, left };
}

/** So many at once: begun together, used, left in peace, and ended. */
export async function visitLevel(
  count: number,
  { isMain, withQueue, operations }: Chores,
  parts: VisitParts,
): Promise<{ readonly level: SessionLevel; readonly queue: QueueSeen | null }> {
  const { sessions, watching, frame, directory, world } = parts;
  const known = new Set(sessions.living());
  const emptyMs = isMain && frame.areProcesses ? await timeEmptyProcesses(count, directory, world) : [];
  const before = await watching.holdings();
  const begun = await sessions.hold(beginStage(count, frame));
  const used = await watching.during(() => sessions.hold(useStage(count, operations, frame)));
  const during = await watching.holdings();
  const rate = rateOf({ used: used.result }) ?? 1;
  const patterns: PatternSeen[] = [];
  for (const pattern of isMain ? (['think times', 'bursts'] as const) : []) {
    const { result, effort } = await watching.during(() => sessions.hold(pacedStage(count, rate, pattern, frame)));
    patterns.push({ pattern, stage: result, effort });
  }
  await world.sleep(settleMs, world.interrupted);
  const resting = await watching.during(() => world.sleep(restMs, world.interrupted));
  const ended = await sessions.hold(withQueue ? queueStage(count, frame) : endStage(count, frame));
  const left = await countLeft(parts, known);
  const after = await awaitReturn(before, parts);
  const level: SessionLevel = {
    sessions: count,
    begun,
    used: used.result,
    ended,
    before,
    during,
    after,
    resting: resting.effort,
    using: used.effort,
    patterns,
    emptyMs,
    left,
  };
  return { level, queue: withQueue ? { limit: count, stage: ended } : null };
}

/** Processes that were not there before and live on, when they have had a moment to go. */
async function countLeft({ sessions, world }: VisitParts, known: ReadonlySet<number>): Promise<number> {
  const untilMs = world.now() + goneWithinMs;
  for (;;) {
    const left = sessions.living().filter((pid) => !known.has(pid)).length;
    if (left === 0 || world.now() >= untilMs || world.interrupted.aborted) return left;
    await world.sleep(goneBeatMs, world.interrupted);
  }
}

/** What is held when all have ended: what closes a connection hears of it a moment later. */
async function awaitReturn(before: SessionHoldings | null, { watching, world }: VisitParts): Promise<SessionHoldings | null> {
  const untilMs = world.now() + goneWithinMs;
  for (;;) {
    const after = await watching.holdings();
    const isBack =
      after === null || before === null || (after.processes <= before.processes && (after.descriptors ?? 0) <= (before.descriptors ?? 0));
    if (isBack || world.now() >= untilMs || world.interrupted.aborted) return after;
    await world.sleep(goneBeatMs, world.interrupted);
  }
}

function join(one: StageSeen, other: StageSeen): StageSeen {
  return {
    sessions: [...one.sessions, ...other.sessions],
    elapsedMs: one.elapsedMs + other.elapsedMs,
    secrets: [...one.secrets, ...other.secrets],
    leaks: one.leaks + other.leaks,
    identities: one.identities,
  };
}
