import type { Config } from '../config/schema.ts';
import { judgeHistory, strictly } from '../diagnose/consistency/judge-history.ts';
import type { Finding } from '../model/finding.ts';
import type { History } from '../model/history.ts';
import type { LoadProgress, Observation } from '../model/observation.ts';
import type { ClosedScenario } from '../model/scenario.ts';
import type { Rig } from '../rig.ts';
import type { World } from '../world.ts';
import { joinHistories } from './join-histories.ts';
import { planLastLook } from './plan-deeds.ts';

/** A load whose answers were judged. */
export interface JudgedLoad {
  /** `consistency.*`, without a command to run it again; none where nothing that was changed was told. */
  readonly findings: readonly Finding[];
  readonly observation: Observation;
  /** Operations on keys, the look after the load included. */
  readonly acts: number;
}

/** For the last answers to be written down by the service; longer where some never came, because nobody knows when those take effect. */
const [restMs, longRestMs] = [100, 1_000];
/** Of a closed load by one user, so that each of a few keys is as good as surely looked at. */
const looksAtEachKey = 12;
const [leastLookMs, mostLookMs] = [150, 600];
/** A second look has to be at values of its own. */
const lookSeed = 0x9e37;

/** Drives a load, lets it settle, looks at what is there then, and judges all answers together. */
export async function judgeLoad(
  scenario: ClosedScenario,
  { operations }: Config,
  rig: Rig,
  world: World,
  onProgress: (progress: LoadProgress) => void,
  mostSteps: number = strictly.mostSteps,
): Promise<JudgedLoad> {
  const heard: History[] = [];
  const onHistory = (history: History): void => void heard.push(history);
  const { observation, hang } = await rig.run(scenario, onProgress, { onHistory });
  const { mix, isPerUser } = planLastLook(operations, scenario.mix);
  if (hang === null && rig.service.ending() === null && Object.keys(mix).length > 0) {
    await world.sleep(wentUnanswered(observation) ? longRestMs : restMs, world.interrupted);
    world.interrupted.throwIfAborted();
    const look = {
      ...scenario,
      mix,
      users: isPerUser ? scenario.users : 1,
      thinkMs: 0,
      warmupMs: 0,
      durationMs: lookMs(scenario, observation),
    };
    await rig.run({ ...look, seed: (scenario.seed ^ lookSeed) >>> 0 }, () => undefined, { onHistory });
  }
  const history = joinHistories(heard);
  const stale = new Map(
    operations.flatMap(({ name, meaning: { deed } }) => (deed?.kind === 'read' ? [[name, deed.maxStaleMs] as const] : [])),
  );
  const options = { maxStaleMs: ({ operation }: { readonly operation: string }) => stale.get(operation) ?? 0, mostSteps, replay: null };
  return { findings: judgeHistory(history, options), observation, acts: history.acts.length };
}

/** What a single user waits for an answer is mostly less than what many of them waited. */
function lookMs({ keys }: ClosedScenario, { total: { responseMs } }: Observation): number {
  const wantedMs = looksAtEachKey * keys * (responseMs.p50 ?? 0);
  return Math.ceil(Math.min(mostLookMs, Math.max(leastLookMs, wantedMs)));
}

function wentUnanswered({ total: { errorKinds } }: Observation): boolean {
  return (errorKinds.timeout ?? 0) + (errorKinds.reset ?? 0) > 0;
}
