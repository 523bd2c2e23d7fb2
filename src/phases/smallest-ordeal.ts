import type { ClosedScenario } from '../model/scenario.ts';
import { judgeOrdeal } from '../property/constraints.ts';
import { shrinkProof, type SmallestProof } from './shrink-proof.ts';
import { undergo, type Pressing } from './undergo.ts';

/** So long at least is looked, whatever the share has left. */
const leastMs = 10_000;

/**
 * The fewest users under whom a pressure still breaks the service, twice, each time in a fresh process. Null where there was but one
 * user, or no fresh process.
 */
export async function findSmallestOrdeal(found: ClosedScenario, leftMs: number, pressing: Pressing): Promise<SmallestProof | null> {
  const { ground, settings, world } = pressing;
  if (found.users === 1) return null;
  let isGone = false;
  const shows = async (load: ClosedScenario): Promise<boolean> => {
    const rig = await ground.renew();
    isGone = rig === null;
    if (rig === null) return false;
    const endured = await undergo(load, rig, pressing);
    world.interrupted.throwIfAborted();
    return endured.kind === 'endured' && judgeOrdeal(endured.ordeal, settings.limits).kind === 'broken';
  };
  const small = (users: number): ClosedScenario => ({ ...found, users });
  const longestMs = Math.max(leastMs, leftMs);
  const smallest = await shrinkProof({ found, small, least: 1, shows, isAlive: () => !isGone, longestMs }, world);
  return isGone ? null : smallest;
}
