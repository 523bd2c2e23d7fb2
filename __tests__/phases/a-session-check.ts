import { shareBudget } from '../../src/load/budget.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Phase } from '../../src/model/run.ts';
import { checkSessions, type SessionsJudged } from '../../src/phases/sessions.ts';
import type { World } from '../../src/world.ts';
import { askedOf, openStand } from './a-stand.ts';

/** What came of a look at sessions. */
export interface Checked extends SessionsJudged {
  readonly phases: readonly Phase[];
  readonly find: (id: string) => Finding;
}

/** Looks at the sessions of a fresh stand, which is gone afterwards. */
export async function checkOnce(config: Config, world: World, sessionsMs: number = 6_000): Promise<Checked> {
  await using stand = await openStand(config, world);
  const judged = await checkSessions(askedOf(config), { ...shareBudget(20_000), sessionsMs }, stand.line, stand.story, world);
  const find = (id: string): Finding => judged.findings.find((finding) => finding.id === `sessions.${id}`) ?? missing(id);
  return { ...judged, phases: stand.story.phases, find };
}

function missing(id: string): never {
  throw new Error(`no finding ${id}`);
}
