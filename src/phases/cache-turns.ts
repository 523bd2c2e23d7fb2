import { findTrouble } from '../load/self-check.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Operation } from '../model/operation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { CacheTurn } from '../property/cache.ts';
import type { Rig } from '../rig.ts';
import { holdsTemplate } from '../units/holds-template.ts';

/** There and back, so that drift is on neither side. */
const order: readonly CacheTurn['on'][] = ['many', 'one', 'one', 'many'];

/** Whether it makes a difference to these operations how many keys there are. */
export function goByKey({ mix, keys }: ClosedScenario, operations: readonly Operation[]): boolean {
  const sent = operations.filter(({ name }) => (mix[name] ?? 0) > 0);
  return keys > 1 && sent.every(({ spec }) => holdsTemplate(spec, 'key'));
}

/** Drives the scenario by turns, with its keys and with one alone; with its own only where that makes no difference. The first load fills the cache. */
export async function takeTurns(
  scenario: ClosedScenario,
  operations: readonly Operation[],
  rig: Rig,
  onProgress: (progress: LoadProgress) => void,
): Promise<readonly CacheTurn[]> {
  const isWell = (): boolean => rig.service.ending() === null && rig.hang() === null;
  await rig.run({ ...scenario, warmupMs: 0, durationMs: Math.ceil(scenario.durationMs / 2) }, onProgress);
  const turns: CacheTurn[] = [];
  for (const [index, on] of (goByKey(scenario, operations) ? order : order.filter((kind) => kind === 'many')).entries()) {
    if (!isWell()) break;
    const seed = (scenario.seed + index + 1) >>> 0;
    const { observation } = await rig.run({ ...scenario, seed, ...(on === 'one' ? { keys: 1 } : {}) }, onProgress);
    const { requests, errors, responseMs } = observation.total;
    turns.push({ on, requests, errors, responseMs, spoiled: findTrouble(observation) });
  }
  return turns;
}
