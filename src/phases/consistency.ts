import type { BudgetShares } from '../load/budget.ts';
import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Story } from '../story.ts';
import { printCount } from '../units/print.ts';
import { sayUsers } from '../units/say-load.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { judgeLoad, type JudgedLoad } from './judge-load.ts';
import { planDeeds } from './plan-deeds.ts';
import { shrinkProof, smallLoadMs } from './shrink-proof.ts';
import type { Stand } from './succession.ts';

/** So few that users meet at each of them. */
const hotKeys = 4;
/** Of the phase; the rest is for settling, and for looking at what is there in the end. */
const loadShare = 0.75;
/** Bound of the search among orders in the loads that only make a proof smaller. */
const fewSteps = 50_000;

/**
 * Whether answers stay right when users meet at the same keys: all users at once, a last look when all is quiet, and where something is
 * wrong, the fewest users who show it. Nothing where no operation is declared to change anything.
 */
export async function checkConsistency(
  asked: Asked,
  { consistencyMs }: BudgetShares,
  stand: Stand,
  story: Story,
  world: World,
): Promise<readonly Finding[]> {
  const { config, seed } = asked;
  const plan = planDeeds(config.operations);
  if (plan.kind === 'undeclared') return [];
  if (plan.kind === 'unseen') return [unjudged('no answer tells what was changed. Declare an operation that reads it')];
  if (consistencyMs === 0) return [unjudged('there was too little time. A longer budget tells')];
  const { rig, ledger } = stand;
  const { load } = config;
  const scenario: ClosedScenario = {
    model: 'closed',
    users: load.users.max,
    mix: plan.mix,
    thinkMs: 0,
    keys: Math.min(hotKeys, load.keys),
    durationMs: Math.round(loadShare * consistencyMs),
    warmupMs: 0,
    seed,
  };
  story.begin('consistency');
  const page = ledger.open('consistency');
  const judged = await judgeLoad(scenario, config, rig, world, (progress) => story.move('', progress));
  const findings = judged.findings.length > 0 ? judged.findings : [unjudged('no answer told of a key that was changed')];
  const isBroken = findings.some(({ kind }) => kind === 'broken');
  const told = isBroken ? await blame(findings, scenario, judged, asked, stand, story, world) : findings;
  page.close();
  story.end(summarise(scenario, judged, told));
  return told;
}

/** The same findings, those that are broken with the smallest load that shows it again. */
async function blame(
  findings: readonly Finding[],
  found: ClosedScenario,
  { observation }: JudgedLoad,
  { config, replayCommand }: Asked,
  { rig }: Stand,
  story: Story,
  world: World,
): Promise<readonly Finding[]> {
  const durationMs = smallLoadMs(found, observation.total.responseMs.p50);
  const { scenario, told } = await shrinkProof(
    {
      found,
      small: (users) => ({ ...found, users, keys: 1, durationMs }),
      // A cache that is behind shows it to one user alone.
      least: 1,
      shows: async (smaller) => {
        const progress = `wrong answers found, fewer users being tried: ${smaller.users}`;
        const again = await judgeLoad(smaller, config, rig, world, (load) => story.move(progress, load), fewSteps);
        return again.findings.some(({ kind }) => kind === 'broken');
      },
      isAlive: () => rig.service.ending() === null && rig.hang() === null,
    },
    world,
  );
  const replay = replayCommand(scenario, 'consistency');
  return findings.map((finding) => (finding.kind === 'broken' ? { ...finding, evidence: [...finding.evidence, told], replay } : finding));
}

/** Said aloud, so that nobody takes silence for correctness; with no number, because it is no doubt about the service. */
function unjudged(why: string): Finding {
  const sentence = `Whether answers stay right when users meet at the same keys was not judged: ${why}.`;
  return { kind: 'inconclusive', id: 'consistency.linearizability', sentence, measured: null, limit: null, unit: 'count', evidence: [] };
}

function summarise({ users, keys }: Pick<ClosedScenario, 'users' | 'keys'>, { acts }: JudgedLoad, findings: readonly Finding[]): string {
  const broken = findings.filter(({ kind }) => kind === 'broken').map(({ id }) => id);
  const outcome = broken.length > 0 ? broken.join(', ') : findings.every(({ kind }) => kind === 'held') ? 'held' : 'not all can be told';
  return `${sayUsers(users)} on ${keys === 1 ? '1 key' : `${keys} keys`} · ${printCount(acts)} operations judged · ${outcome}`;
}
