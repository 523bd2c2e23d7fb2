import type { Config } from '../config/schema.ts';
import { saySessions } from '../diagnose/sessions/seen.ts';
import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';
import { isAlive } from './fairness-look.ts';
import { judgingOf, lookAtSessions } from './sessions/look.ts';

/** Nobody waits for the rest of a pull request here. */
const budgetMs = 60_000;

/** Looks at so many sessions at once as the scenario has users, and at fewer where their number is configured: what is broken twice, or what was held. */
export async function replaySessions(
  scenario: ClosedScenario,
  config: Config,
  rig: Rig,
  world: World,
  tell: (text: string) => void,
): Promise<Finding> {
  const { users } = scenario;
  const { levels, limit } = config.property.sessions;
  const fewer = levels.filter((level) => level < users).toReversed();
  const asked = judgingOf(config);
  const { findings } = await lookAtSessions(
    {
      plan: { alone: true, levels: users === 1 ? [] : [users, ...fewer], main: users, limit },
      scenario: { ...scenario, thinkMs: 0, warmupMs: 0 },
      budgetMs,
      judging: { ...asked, limits: { ...asked.limits, sessions: users } },
      isAlive: () => isAlive(rig),
      tell,
    },
    config,
    rig,
    world,
  );
  const [broken, ...others] = findings.filter(({ kind }) => kind === 'broken');
  if (broken !== undefined) {
    return { ...broken, evidence: [...broken.evidence, ...others.map(({ id, sentence }) => `also broken: ${id}: ${sentence}`)] };
  }
  const seen = findings.filter(({ measured }) => measured !== null);
  return {
    id: 'sessions',
    kind: seen.length > 0 && seen.every(({ kind }) => kind === 'held') ? 'held' : 'inconclusive',
    sentence: `Of ${saySessions(users)} at once nothing was broken`,
    measured: null,
    limit: null,
    unit: 'count',
    evidence: findings.map(({ id, kind, sentence }) => `${id} ${kind}: ${sentence}`),
  };
}
