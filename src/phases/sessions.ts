import type { Config } from '../config/schema.ts';
import { fewestShowing } from '../diagnose/sessions/fewest.ts';
import { findSessions, type SessionsAsked } from '../diagnose/sessions/find-sessions.ts';
import { saySessions } from '../diagnose/sessions/seen.ts';
import { isSimulated, usersAreProcesses } from '../driver/traits.ts';
import type { BudgetShares } from '../load/budget.ts';
import { referenceScenario } from '../load/reference.ts';
import type { Finding } from '../model/finding.ts';
import type { PropertySearch } from '../model/run.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { SessionsSeen } from '../model/sessions.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { judgingOf, lookAtSessions, type SessionsLooked } from './sessions/look.ts';
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
  const { levels, limit, limits } = config.property.sessions;
  const judging = judgingOf(config);
  const unseen: SessionsSeen = {
    areProcesses: usersAreProcesses(config.operations),
    tellReady: false,
    cores: 1,
    alone: null,
    levels: [],
    queue: null,
  };
  if (sessionsMs === 0 || line.fate() !== null) return { findings: findSessions(unseen, judging), searches: [] };

  story.begin('sessions');
  const stand = line.current();
  const page = stand.ledger.open('sessions');
  const scenario = scenarioOf(config, seed, sessionsMs);
  try {
    const looked = await lookAtSessions(
      {
        plan: { alone: true, levels: orderOf(levels, limits.sessions, limit), main: limits.sessions, limit },
        scenario,
        budgetMs: sessionsMs,
        judging,
        isAlive: () => line.fate() === null && isUp(stand),
        tell: (detail) => story.move(detail, null),
      },
      config,
      stand.rig,
      world,
    );
    const findings = looked.findings.map((finding) => withReplay(finding, looked, scenario, judging, asked.replayCommand));
    const [last, first = last] = looked.looks;
    story.end(summarise(last, findings));
    const spread = spreadOf(first, looked.second);
    return { findings, searches: [{ property: 'sessions', scenarios: countStages(first, looked.second), seed, path: '', spread }] };
  } finally {
    page.close();
  }
}

/** What is broken, with the fewest sessions that show it. */
function withReplay(
  finding: Finding,
  { looks }: SessionsLooked,
  scenario: ClosedScenario,
  judging: SessionsAsked,
  replayCommand: Asked['replayCommand'],
): Finding {
  if (finding.kind !== 'broken') return finding;
  const users = Math.min(...looks.map((seen) => fewestShowing(finding.id, seen, judging)));
  return { ...finding, replay: replayCommand({ ...scenario, users }, 'sessions') };
}

function isUp({ rig }: Stand): boolean {
  return rig.service.ending() === null && rig.hang() === null;
}

function scenarioOf({ load, operations }: Config, seed: number, sessionsMs: number): ClosedScenario {
  const useMs = Math.round(Math.min(mostUseMs, Math.max(leastUseMs, useShare * sessionsMs)));
  return referenceScenario({ ...load, thinkMs: 0 }, operations, { warmupMs: 0, durationMs: useMs }, seed);
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
