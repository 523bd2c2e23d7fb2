import type { QueueSeen, SessionLevel, SessionSeen, SessionsSeen } from '../../model/sessions.ts';
import { typicalAnswers } from '../../diagnose/sessions/seen.ts';
import type { World } from '../../world.ts';
import { visitAlone, visitLevel, type VisitParts } from './visit.ts';

/** What is to be looked at. */
export interface SurveyPlan {
  readonly alone: boolean;
  /** The most important first. */
  readonly levels: readonly number[];
  /** The one at which all have to live together. */
  readonly main: number;
  /** The one at which further ones wait for a place. */
  readonly limit: number;
}

/** What a survey needs beside its plan. */
export interface SurveyParts extends VisitParts {
  readonly cores: number;
  readonly isAlive: () => boolean;
  readonly tell: (detail: string) => void;
}

/** Of the time there is, for sessions one after another. */
const aloneShare = 0.15;
/** Many that begin at once share the cores, and leave none of them idle. */
const crowdShare = 0.6;
/** What is not used of a level, in peace before and after. */
const restingMs = 600;
/** What a level may overrun its time by; without the most important one hardly anything is told. */
const [slack, mainSlack] = [1.25, 1.5];

/** Visits levels in their order, leaving out those for which there is no time. */
export async function surveySessions(plan: SurveyPlan, budgetMs: number, parts: SurveyParts): Promise<SessionsSeen> {
  const { world, frame, cores, isAlive, tell } = parts;
  const beganMs = world.now();
  const leftMs = (): number => budgetMs - (world.now() - beganMs);
  tell('one after another');
  const alone = plan.alone ? await visitAlone(parts, aloneShare * budgetMs) : null;
  interrupt(world);
  const levels: SessionLevel[] = [];
  let queue: QueueSeen | null = null;
  let operations: number | null = null;
  const known = alone?.stage.sessions ?? [];
  const firstMs = ({ callsMs }: SessionSeen): number => (frame.tellReady ? 0 : (callsMs[0] ?? 0));
  let beginMs = crowdShare * Math.max(0, ...known.map((session) => (session.readyMs ?? 0) + firstMs(session)));
  // Whoever waits for an end to come needs no core.
  let endMs = Math.max(0, ...known.map((session) => session.endMs ?? 0));
  // What does not answer alone takes all its time not to answer among many.
  const isMute = known.length > 0 && known.every(({ answers }) => answers === 0);
  for (const count of isMute ? [] : plan.levels) {
    const isMain = count === plan.main;
    const costMs = count * beginMs + endMs + (isMain ? 4 : 1.5) * frame.scenario.durationMs + restingMs;
    if (!isAlive() || costMs > leftMs() * (isMain ? mainSlack : slack)) continue;
    tell(`${count} at once`);
    const visit = await visitLevel(count, { isMain, withQueue: count === plan.limit, operations }, parts);
    interrupt(world);
    levels.push(visit.level);
    operations ??= typicalAnswers(visit.level);
    queue ??= visit.queue;
    beginMs = visit.level.begun.elapsedMs / count;
    if (visit.queue === null) endMs = visit.level.ended.elapsedMs;
  }
  return { areProcesses: frame.areProcesses, tellReady: frame.tellReady, cores, alone, levels, queue };
}

function interrupt({ interrupted }: World): void {
  interrupted.throwIfAborted();
}
