import { calmed, crowded, fairnessOf, type Grounds } from '../diagnose/fairness/class-seen.ts';
import { findStarvation, type StarvationSeen } from '../diagnose/fairness/find-starvation.ts';
import { needed } from '../diagnose/fairness/service.ts';
import { findTrouble } from '../load/self-check.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';

/** What looking for starvation needs of a process of the service. */
export interface LookParts {
  readonly rig: Rig;
  readonly leastShare: number;
  /** How many times worse than the limits it must be; 1 where nothing else is said. */
  readonly margin?: number;
  readonly world: World;
  readonly onProgress: (progress: LoadProgress) => void;
}

const [leastLookMs, longestMs] = [50, 3_000];
/** A few turns of a slow operation, and enough of a quick one. */
const crowdedMs = 400;
/** All of them together; what is not known then excuses rather more. */
const mostCrowdedMs = 6_000;

/** Whether the service can be asked anything more. */
export function isAlive(rig: Rig): boolean {
  return rig.service.ending() === null && rig.hang() === null;
}

/** Kinds of this mix of which too little is known at low load. */
function uncalm({ mix }: Pick<ClosedScenario, 'mix'>, { calm }: Grounds): readonly string[] {
  return Object.keys(mix).filter((name) => (calm.get(name)?.requests ?? 0) < needed.calm);
}

/** Kinds of this mix of which nothing is known alone with many users. */
export function uncrowded({ mix }: Pick<ClosedScenario, 'mix'>, { crowded: alone }: Grounds): readonly string[] {
  return Object.keys(mix).filter((name) => (alone.get(name)?.requests ?? 0) < needed.calm);
}

/** The grounds with what is missing of the operations of a load at low load, found by a single user in about this time: the quickest first. */
export async function lookCalm(
  scenario: ClosedScenario,
  grounds: Grounds,
  withinMs: number,
  { rig, world, onProgress }: LookParts,
): Promise<Grounds> {
  const untilMs = world.now() + withinMs;
  let known = grounds;
  let loads = 0;
  const seen = (name: string): number => known.calm.get(name)?.requests ?? 0;
  const load = async (name: string, wantedMs: number): Promise<void> => {
    const leftMs = untilMs - world.now();
    if (leftMs < leastLookMs || !isAlive(rig)) return;
    loads += 1;
    const durationMs = Math.round(Math.min(leftMs, Math.max(leastLookMs, wantedMs)));
    const alone = { ...scenario, users: 1, mix: { [name]: 1 }, thinkMs: 0, warmupMs: 0, durationMs, seed: (scenario.seed + loads) >>> 0 };
    const { observation } = await rig.run(alone, onProgress);
    known = calmed(known, [observation]);
  };
  const missing = uncalm(scenario, known);
  for (const name of missing.filter((one) => seen(one) === 0)) await load(name, leastLookMs);
  const takesMs = (name: string): number => known.calm.get(name)?.meanMs ?? Number.POSITIVE_INFINITY;
  for (const name of missing.toSorted((a, b) => takesMs(a) - takesMs(b))) {
    if (seen(name) < needed.calm) await load(name, (needed.calm + 1 - seen(name)) * takesMs(name));
  }
  return known;
}

/** The grounds with what is missing of the operations of a load, each alone with all the users of it. */
export async function lookCrowded(scenario: ClosedScenario, grounds: Grounds, { rig, world, onProgress }: LookParts): Promise<Grounds> {
  const untilMs = world.now() + mostCrowdedMs;
  let known = grounds;
  for (const name of uncrowded(scenario, grounds)) {
    if (!isAlive(rig) || world.now() > untilMs) break;
    const turnMs = grounds.calm.get(name)?.meanMs ?? 0;
    const durationMs = Math.round(Math.min(longestMs, Math.max(crowdedMs, 3 * turnMs)));
    const { observation } = await rig.run({ ...scenario, mix: { [name]: 1 }, thinkMs: 0, warmupMs: 100, durationMs }, onProgress);
    known = crowded(known, [observation]);
  }
  return known;
}

/** Who is starved in a load that was driven. */
export function judgeFairness(
  observation: Observation,
  grounds: Grounds,
  { leastShare, margin = 1 }: Pick<LookParts, 'leastShare' | 'margin'>,
): StarvationSeen {
  return findStarvation(fairnessOf(observation, grounds, { leastShare, margin, spoiled: findTrouble(observation) }));
}

/** Drives a load and says who is starved in it; null when the service did not live through it. */
export async function lookAtMix(scenario: ClosedScenario, grounds: Grounds, parts: LookParts): Promise<StarvationSeen | null> {
  const { rig, onProgress } = parts;
  const { observation } = await rig.run(scenario, onProgress);
  return isAlive(rig) ? judgeFairness(observation, grounds, parts) : null;
}

/** Whether some of who was starved at first is starved again. */
export function isStarvedAgain(first: StarvationSeen, again: StarvationSeen): boolean {
  if (again.finding.kind !== 'broken') return false;
  return first.operations.some((name) => again.operations.includes(name)) || first.users.some((user) => again.users.includes(user));
}
