import type { Config } from '../config/schema.ts';
import { groundless } from '../diagnose/fairness/class-seen.ts';
import type { StarvationSeen } from '../diagnose/fairness/find-starvation.ts';
import type { Finding } from '../model/finding.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';
import { isAlive, lookAtMix, lookCalm, lookCrowded, type LookParts } from './fairness-look.ts';

/** Most of so many loads must show it. */
const [loads, most] = [3, 2];
const calmMs = 10_000;

/**
 * Says of most of three such loads whether somebody is starved, each held against what its operations are like alone just before it, in peace and with
 * as many users as the service is asked to carry: a neighbour's noise in one look excuses one load at most. Null when the service did not live through it.
 */
export async function replayFairness(
  scenario: ClosedScenario,
  { property, load }: Config,
  rig: Rig,
  world: World,
  tell: (text: string) => void,
): Promise<Finding | null> {
  const parts: LookParts = { rig, leastShare: property.mixed.leastShare, world, onProgress: () => undefined };
  // As many as when it was found: what one operation keeps the service busy for shows only when it is full.
  const full = { ...scenario, users: Math.max(scenario.users, load.users.max) };
  const seen: StarvationSeen[] = [];
  while (seen.length < loads && isAlive(rig)) {
    const grounds = await lookCrowded(full, await lookCalm(scenario, groundless, calmMs, parts), parts);
    const one = await lookAtMix({ ...scenario, seed: (scenario.seed + seen.length) >>> 0 }, grounds, parts);
    if (one === null) return null;
    seen.push(one);
    tell(`measured ${seen.length} of ${loads}`);
    const broken = seen.filter(({ finding }) => finding.kind === 'broken');
    if (broken.length >= most) return broken[0]?.finding ?? null;
  }
  const findings = seen.map(({ finding }) => finding);
  const calmest = findings.find(({ kind }) => kind === 'held') ?? findings.find(({ kind }) => kind === 'inconclusive');
  return calmest ?? null;
}
