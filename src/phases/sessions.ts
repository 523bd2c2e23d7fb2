import { availableParallelism } from 'node:os';
import type { Config } from '../config/schema.ts';
import { confirmFindings } from '../diagnose/sessions/confirm.ts';
import { findSessions, type SessionsAsked } from '../diagnose/sessions/find-sessions.ts';
import { saySessions } from '../diagnose/sessions/seen.ts';
import { endingMs, isSimulated, usersAreProcesses } from '../driver/traits.ts';
import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Finding } from '../model/finding.ts';
import type { PropertySearch } from '../model/run.ts';
import type { SessionLimits, SessionsSeen } from '../model/sessions.ts';
import { watchAll } from '../monitor/watch.ts';
import type { Story } from '../story.ts';
import { holdsTemplate } from '../units/holds-template.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { watchHoldings } from './sessions/holdings.ts';
import { planAgain, seenAgain } from './sessions/plan-again.ts';
import { surveySessions, type SurveyParts, type SurveyPlan } from './sessions/survey.ts';
import type { Stand, Succession } from './succession.ts';

/** What came of looking at sessions. */
export interface SessionsJudged {
  readonly findings: readonly Finding[];
  readonly searches: readonly PropertySearch[];
}

const nothing: SessionsJudged = { findings: [], searches: [] };
/** Of the phase, for using sessions each time. */
const useShare = 1 / 30;
const [leastUseMs, mostUseMs] = [200, 1_000];
/** What asks a program to end gives it so long before it is killed. */
const termMs = 2_000;
/** A second look may take as long as the first, and half of that beyond the budget. */
const overrun = 0.5;

/** Whether sessions are to be looked at: unasked where each is a process of its own. */
export function looksAtSessions({ operations, property }: Pick<Config, 'operations' | 'property'>): boolean {
  const { when } = property.sessions;
  return !operations.some(isSimulated) && (when === 'always' || (when === 'unasked' && usersAreProcesses(operations)));
}

/**
 * What sessions owe whoever holds many: they begin, answer and end, alone and together, keep apart, wait their turn and take up no more than they
 * should. Each has a driver of its own here, and all sessions of loads are ended before. What is broken is looked at again.
 */
export async function checkSessions(
  asked: Asked,
  { sessionsMs }: Pick<BudgetShares, 'sessionsMs'>,
  line: Succession,
  story: Story,
  world: World,
): Promise<SessionsJudged> {
  const { config, seed } = asked;
  if (!looksAtSessions(config)) return nothing;
  const areProcesses = usersAreProcesses(config.operations);
  const { levels, limit, limits } = config.property.sessions;
  const judging: SessionsAsked = { limits: limitsOf(config), levels, carriesSecrets: carriesSecrets(config) };
  const unseen: SessionsSeen = { areProcesses, cores: 1, alone: null, levels: [], queue: null };
  if (sessionsMs === 0 || line.fate() !== null) return { findings: findSessions(unseen, judging), searches: [] };

  story.begin('sessions');
  const stand = line.current();
  const page = stand.ledger.open('sessions');
  const { sessions } = stand.rig;
  await sessions.rest();
  const own = areProcesses ? watchAll(() => sessions.leaders(), world) : null;
  const parts: SurveyParts = {
    sessions,
    watching: watchHoldings(own ?? stand.rig.monitor, areProcesses, world),
    frame: { ...frameOf(config, seed, sessionsMs), areProcesses },
    directory: config.service.directory,
    world,
    cores: availableParallelism(),
    isAlive: () => line.fate() === null && isUp(stand),
    tell: (detail) => story.move(detail, null),
  };
  const plan: SurveyPlan = { alone: true, levels: orderOf(levels, limits.sessions, limit), main: limits.sessions, limit };
  try {
    const beganMs = world.now();
    const seen = await surveySessions(plan, sessionsMs, parts);
    const first = findSessions(seen, judging);
    const again = planAgain(first, seen, plan);
    const spentMs = world.now() - beganMs;
    const second = again === null ? null : await surveySessions(again, Math.max(spentMs * (1 + overrun), sessionsMs - spentMs), parts);
    const both = again === null || second === null ? null : findSessions(seenAgain(seen, second, again), judging);
    const findings = confirmFindings(first, both);
    story.end(summarise(seen, findings));
    return {
      findings,
      searches: [{ property: 'sessions', scenarios: countStages(seen, second), seed, path: '', spread: spreadOf(seen, second) }],
    };
  } finally {
    own?.[Symbol.dispose]();
    page.close();
    // Whoever broke the engine says so itself.
    await sessions.rest().catch(() => undefined);
  }
}

function isUp({ rig }: Stand): boolean {
  return rig.service.ending() === null && rig.hang() === null;
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

function frameOf({ load, operations }: Config, seed: number, sessionsMs: number): Pick<SurveyParts['frame'], 'scenario' | 'useMs'> {
  const useMs = Math.round(Math.min(mostUseMs, Math.max(leastUseMs, useShare * sessionsMs)));
  const scenario = referenceScenario({ ...load, thinkMs: 0 }, operations, { warmupMs: 0, durationMs: useMs }, seed);
  return { scenario, useMs };
}

/** Those that most is told by first: all together, the limit, then the most. */
function orderOf(levels: readonly number[], main: number, limit: number): readonly number[] {
  return [...new Set([main, limit, ...levels.toReversed()])];
}

function summarise({ alone, levels }: SessionsSeen, findings: readonly Finding[]): string {
  const counts = levels.map(({ sessions }) => sessions).toSorted((one, other) => one - other);
  const broken = findings.filter(({ kind }) => kind === 'broken').map(({ id }) => `${id} broken`);
  const held = findings.filter(({ kind }) => kind === 'held').length;
  const visited = [
    ...(alone === null ? [] : [`${alone.stage.sessions.length} alone`]),
    ...(counts.length === 0 ? [] : [`${counts.join(', ')} at once`]),
  ];
  return [...visited, ...(broken.length === 0 ? [`${held} of ${findings.length} held`] : broken)].join(' · ');
}

function countStages(...surveys: readonly (SessionsSeen | null)[]): number {
  return surveys.reduce((sum, seen) => sum + (seen === null ? 0 : (seen.alone === null ? 0 : 1) + seen.levels.length), 0);
}

function spreadOf(first: SessionsSeen, second: SessionsSeen | null): readonly string[] {
  const tell = ({ alone, levels, queue }: SessionsSeen): string =>
    [
      ...(alone === null ? [] : [`${saySessions(alone.stage.sessions.length)} one after another`]),
      ...(levels.length === 0 ? [] : [`${levels.map(({ sessions }) => sessions).join(', ')} at once`]),
      ...(queue === null ? [] : [`${queue.stage.sessions.length} for ${queue.limit} places`]),
    ].join('; ');
  return [tell(first), ...(second === null ? [] : [`looked at again: ${tell(second)}`])];
}
