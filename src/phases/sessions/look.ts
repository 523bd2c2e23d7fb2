import { availableParallelism } from 'node:os';
import type { Config } from '../../config/schema.ts';
import { confirmFindings } from '../../diagnose/sessions/confirm.ts';
import { findSessions, type SessionsAsked } from '../../diagnose/sessions/find-sessions.ts';
import { endingMs, sessionsTellReady, usersAreProcesses } from '../../driver/traits.ts';
import type { Finding } from '../../model/finding.ts';
import type { ClosedScenario } from '../../model/scenario.ts';
import type { SessionLimits, SessionsSeen } from '../../model/sessions.ts';
import { watchAll } from '../../monitor/watch.ts';
import type { Rig } from '../../rig.ts';
import { holdsTemplate } from '../../units/holds-template.ts';
import type { World } from '../../world.ts';
import { watchHoldings } from './holdings.ts';
import { planAgain, seenAgain } from './plan-again.ts';
import { surveySessions, type SurveyParts, type SurveyPlan } from './survey.ts';

/** What is looked at, by what and for how long. */
export interface SessionsLook {
  readonly plan: SurveyPlan;
  /** The configured mix, without think times; its length is that of each use. */
  readonly scenario: ClosedScenario;
  readonly budgetMs: number;
  readonly judging: SessionsAsked;
  readonly isAlive: () => boolean;
  readonly tell: (detail: string) => void;
}

/** What came of it. */
export interface SessionsLooked {
  readonly findings: readonly Finding[];
  /** Each look, the last one first, with what an earlier one has seen and it did not look at again. */
  readonly looks: readonly [last: SessionsSeen, ...earlier: SessionsSeen[]];
  /** Null where nothing was looked at a second time. */
  readonly second: SessionsSeen | null;
}

/** What asks a program to end gives it so long before it is killed. */
const termMs = 2_000;
/** A second look may take as long as the first, and half of that beyond the budget. */
const overrun = 0.5;

/** What sessions are held against. */
export function judgingOf(config: Config): SessionsAsked {
  const { levels } = config.property.sessions;
  return { limits: limitsOf(config), levels, carriesSecrets: carriesSecrets(config) };
}

/** Looks at sessions, all of which are ended before and after, and once more at what is broken. */
export async function lookAtSessions(
  { plan, scenario, budgetMs, judging, isAlive, tell }: SessionsLook,
  { operations, service, driver }: Config,
  { sessions, monitor }: Rig,
  world: World,
): Promise<SessionsLooked> {
  const areProcesses = usersAreProcesses(operations);
  await sessions.rest();
  const own = areProcesses ? watchAll(() => sessions.leaders(), world) : null;
  const parts: SurveyParts = {
    sessions,
    watching: watchHoldings(own ?? monitor, areProcesses, world),
    frame: { scenario, areProcesses, tellReady: sessionsTellReady(operations, driver) },
    directory: service.directory,
    world,
    cores: availableParallelism(),
    isAlive,
    tell,
  };
  try {
    const beganMs = world.now();
    const seen = await surveySessions(plan, budgetMs, parts);
    const first = findSessions(seen, judging);
    const again = planAgain(first, seen, plan);
    if (again === null) return { findings: confirmFindings(first, null), looks: [seen], second: null };
    const spentMs = world.now() - beganMs;
    const second = await surveySessions(again, Math.max(spentMs * (1 + overrun), budgetMs - spentMs), parts);
    const both = seenAgain(seen, second, again);
    return { findings: confirmFindings(first, findSessions(both, judging)), looks: [both, seen], second };
  } finally {
    own?.[Symbol.dispose]();
    // Whoever broke the engine says so itself.
    await sessions.rest().catch(() => undefined);
  }
}

function limitsOf({ property, operations, driver }: Config): SessionLimits {
  const stopMs = endingMs(operations, driver);
  const { errorsPercent, ...limits } = property.sessions.limits;
  return {
    ...limits,
    errorsPercent: errorsPercent ?? property.stability.limits.errorsPercent,
    ends: stopMs === null ? null : { askedAfterMs: stopMs, forcedAfterMs: stopMs + termMs },
  };
}

function carriesSecrets({ operations }: Config): boolean {
  return operations.some(({ weight, spec }) => weight > 0 && (holdsTemplate(spec, 'uuid') || holdsTemplate(spec, 'payload')));
}
