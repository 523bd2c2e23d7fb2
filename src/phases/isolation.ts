import { findIsolation } from '../diagnose/isolation.ts';
import type { Finding } from '../model/finding.ts';
import type { IsolationSeen } from '../model/isolation.ts';
import type { Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Story } from '../story.ts';
import type { World } from '../world.ts';
import type { Asked } from './asked.ts';
import { shrinkProof, smallLoadMs } from './shrink-proof.ts';
import type { Stand } from './succession.ts';

/** A user who is shown another's data is shown it soon, or seldom. */
const mostReplayMs = 3_000;

/**
 * Whether users were shown nothing of one another in all loads that looked for it, and where they were, the fewest users who are. `stand`
 * is null where no process is left to ask. Null where no operation is declared to isolate its users.
 */
export async function checkIsolation(
  loads: readonly IsolationSeen[],
  { scenario: reference, total }: Observation,
  { config, replayCommand }: Asked,
  stand: Stand | null,
  story: Story,
  world: World,
): Promise<Finding | null> {
  const finding = findIsolation(loads, null);
  if (finding?.kind !== 'broken' || reference.model !== 'closed') return finding;
  const found: ClosedScenario = { ...reference, warmupMs: 0, durationMs: Math.min(mostReplayMs, reference.durationMs) };
  if (stand === null) return { ...finding, replay: replayCommand(found, 'isolation') };

  const { rig, ledger } = stand;
  story.begin('isolation');
  const page = ledger.open('isolation');
  const isolating = config.operations.filter(({ weight, meaning }) => weight > 0 && meaning.isolates !== undefined);
  const mix = Object.fromEntries(isolating.map(({ name }) => [name, 1]));
  const durationMs = smallLoadMs(found, total.responseMs.p50);
  const { scenario, told } = await shrinkProof(
    {
      found,
      small: (users) => ({ ...found, users, mix, thinkMs: 0, durationMs }),
      least: 2,
      shows: async (smaller) => {
        const detail = `fewer users being tried: ${smaller.users}`;
        const { observation } = await rig.run(smaller, (progress) => story.move(detail, progress));
        return (observation.isolation?.leaks ?? 0) > 0;
      },
      isAlive: () => rig.service.ending() === null && rig.hang() === null,
    },
    world,
  );
  page.close();
  story.end(told);
  return { ...finding, evidence: [...finding.evidence, told], replay: replayCommand(scenario, 'isolation') };
}
