import type { Config } from '../config/schema.ts';
import { standFirstRig } from '../first-rig.ts';
import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Ordeal } from '../property/constraints.ts';
import { isSettled, judgeOrdeals, mostOrdeals } from '../property/judge-ordeals.ts';
import { constraintsId } from '../property/tell-constraints.ts';
import { setUpService } from '../service/set-up.ts';
import { startService } from '../service/start.ts';
import type { Tell } from '../story.ts';
import type { World } from '../world.ts';
import { endure } from './ordeal.ts';

/** Puts the service under the constraints of a scenario again, each time in a fresh process, until it is known how it stands them. */
export async function undergoAgain(config: Config, scenario: ClosedScenario, command: string, world: World, tell: Tell): Promise<Finding> {
  const { limits } = config.property.constraints;
  const ordeals: Ordeal[] = [];
  await setUpService(config.service, world);
  while (!isSettled(ordeals, limits)) {
    await using rig = await standFirstRig(await startService(config.service, world), config, world);
    const parts = { config, limits, load: scenario, world, onPress: () => undefined, onMove: () => undefined };
    const endured = await endure(scenario.constraints ?? [], rig, parts);
    if (endured.kind !== 'endured') {
      const sentence = `could not be judged: ${endured.kind === 'not-permitted' ? 'the pressure is not permitted here: ' : ''}${endured.why}`;
      return { kind: 'inconclusive', id: constraintsId, sentence, measured: null, limit: null, unit: 'ms', evidence: [] };
    }
    ordeals.push(endured.ordeal);
    tell({ kind: 'note', text: `measured ${ordeals.length} of at most ${mostOrdeals}` });
  }
  return judgeOrdeals(scenario, ordeals, limits, command);
}
