import { replayCommand, type Again } from './again.ts';
import type { Config } from './config/schema.ts';
import { findCrash } from './diagnose/crash.ts';
import { findHang } from './diagnose/hang/find-hang.ts';
import { findProcessDeaths } from './diagnose/process-deaths.ts';
import { findIsolation } from './diagnose/isolation.ts';
import { findLeaks } from './diagnose/leak/find-leaks.ts';
import { findSustained } from './diagnose/sustained.ts';
import { Fault } from './fault.ts';
import { openRig } from './first-rig.ts';
import { shareBudget } from './load/budget.ts';
import type { Finding } from './model/finding.ts';
import type { ClosedScenario, Scenario } from './model/scenario.ts';
import { takeTurns } from './phases/cache-turns.ts';
import { openInvariants } from './phases/invariants.ts';
import { judgeLoad } from './phases/judge-load.ts';
import { replayFairness } from './phases/replay-fairness.ts';
import { replaySessions } from './phases/replay-sessions.ts';
import { succeed } from './phases/succession.ts';
import { sustain } from './phases/sustained.ts';
import { tryScenario } from './phases/try-scenario.ts';
import { watchWaits } from './phases/watch-waits.ts';
import { undergoAgain } from './phases/undergo-again.ts';
import { judgeCache } from './property/cache.ts';
import { databaseFinding } from './property/database.ts';
import { judgeReplay } from './property/replay.ts';
import type { Seek } from './property/text.ts';
import type { Trial } from './property/trial.ts';
import type { Rig } from './rig.ts';
import { setUpService } from './service/set-up.ts';
import { startService } from './service/start.ts';
import { virtualWorld } from './simulation/virtual-world.ts';
import { beginStory, type Tell } from './story.ts';
import type { World } from './world.ts';

/** Enough operations for a verdict on most services, Node or not; made-up time costs nothing. */
const [replayLeakMs, madeUpLeakMs] = [40_000, 400_000];

/** Noise may hide a failure once; three looks seldom do. */
const replayTimes = 3;

/** What is proved by one load needs no majority, but a race may hide from any. */
const proofTimes = 5;

/** Runs one scenario again, and says whether it still shows what is sought, or breaks the property where nothing is. */
export async function replay(
  config: Config,
  scenario: Scenario,
  seek: Seek | null,
  again: Again,
  real: World,
  tell: Tell,
): Promise<Finding> {
  const world = config.service.simulated?.settings.speed === 'virtual' ? virtualWorld(real, scenario.seed) : real;
  const command = replayCommand(scenario, again, seek ?? undefined);
  if (scenario.model === 'closed' && scenario.constraints !== undefined) return undergoAgain(config, scenario, command, world, tell);
  if (seek === null || scenario.model === 'open') return replayLoad(config, scenario, command, world, tell);
  switch (seek) {
    case 'leak':
    case 'sustained':
      return replayLongRun(config, scenario, seek, command, world, tell);
    case 'consistency':
      return replayProof(config, command, world, tell, async (rig) => {
        const { findings } = await judgeLoad(scenario, config, rig, world, () => undefined);
        return findings;
      });
    case 'isolation':
      return replayProof(config, command, world, tell, async (rig) => {
        const { observation } = await rig.run(scenario, () => undefined);
        const finding = findIsolation(observation.isolation === undefined ? [] : [observation.isolation], null);
        return finding === null ? [] : [finding];
      });
    case 'coordination':
      return replayProof(config, command, world, tell, async (rig) => {
        const seen = await watchWaits(scenario, config.property.database.limits, rig, world, () => undefined);
        return [seen.coordination, databaseFinding({ ...seen, consistency: [], replay: command, evidence: [] })];
      });
    case 'cache':
      return replayProof(config, command, world, tell, async (rig) => {
        const turns = await takeTurns(scenario, config.operations, rig, () => undefined);
        return [judgeCache(turns, config.property.cache.limits)];
      });
    case 'invariants':
      return replayProof(config, command, world, tell, async (rig) => {
        const invariants = openInvariants(world);
        await rig.run(scenario, () => undefined);
        if (rig.service.ending() === null && rig.hang() === null) await invariants.look(rig, 'this load', command);
        return invariants.findings();
      });
    case 'sessions':
      return replayLook(config, 'sessions', command, world, tell, (rig, say) => replaySessions(scenario, config, rig, world, say));
    case 'fairness':
      return replayLook(config, 'fairness', command, world, tell, (rig, say) => replayFairness(scenario, config, rig, world, say));
    default:
      return seek satisfies never;
  }
}

/** Three times, and says whether it still breaks the property. */
async function replayLoad(config: Config, scenario: Scenario, command: string, world: World, tell: Tell): Promise<Finding> {
  await using rig = await openRig(config, world);
  const trials: Trial[] = [];
  while (trials.length < replayTimes && rig.service.ending() === null && rig.hang() === null) {
    trials.push(await tryScenario(scenario, rig, config, () => undefined, world));
    tell({ kind: 'note', text: `measured ${trials.length} of ${replayTimes}` });
  }
  if (rig.hang() !== null) return findHang(rig.hang(), command);
  const judged = judgeReplay(scenario, trials, config.property.stability.limits, command);
  return judged.kind === 'broken' || rig.deaths().lost === 0 ? judged : findProcessDeaths(rig.deaths(), command);
}

/** What a phase of its own finds, which looks more than once by itself. */
async function replayLook(
  config: Config,
  during: 'fairness' | 'sessions',
  command: string,
  world: World,
  tell: Tell,
  look: (rig: Rig, say: (text: string) => void) => Promise<Finding | null>,
): Promise<Finding> {
  await using rig = await openRig(config, world);
  const finding = await look(rig, (text) => tell({ kind: 'note', text }));
  if (rig.hang() !== null) return findHang(rig.hang(), command);
  const ending = rig.service.ending();
  if (ending !== null) return findCrash({ ending, during, output: rig.service.output(), replay: command });
  if (finding === null) throw new Fault('usage', { what: 'Nothing was measured of this scenario.' });
  return finding.kind === 'broken' ? { ...finding, replay: command } : finding;
}

/** Until it is proved again, at most five times. */
async function replayProof(
  config: Config,
  command: string,
  world: World,
  tell: Tell,
  look: (rig: Rig) => Promise<readonly Finding[]>,
): Promise<Finding> {
  await using rig = await openRig(config, world);
  let seen: readonly Finding[] = [];
  for (let time = 1; time <= proofTimes && rig.service.ending() === null && rig.hang() === null; time += 1) {
    const found = await look(rig);
    const proved = found.find(({ kind }) => kind === 'broken');
    tell({ kind: 'note', text: `measured ${time} of at most ${proofTimes}` });
    if (proved !== undefined) return { ...proved, kind: 'broken', replay: command };
    seen = [...seen, ...found];
  }
  if (rig.hang() !== null) return findHang(rig.hang(), command);
  const ending = rig.service.ending();
  if (ending !== null) return findCrash({ ending, during: 'consistency', output: rig.service.output(), replay: command });
  const finding = seen.find(({ kind }) => kind === 'inconclusive') ?? seen[0];
  if (finding === undefined) {
    throw new Fault('usage', {
      what: 'No answer to this scenario tells whether it is right: the configuration declares no operation that does.',
    });
  }
  return finding;
}

/** Piles up the scenario's operations once more, and says which of its handles and bytes do not come back, or what got worse. */
async function replayLongRun(
  config: Config,
  scenario: ClosedScenario,
  seek: 'leak' | 'sustained',
  command: string,
  world: World,
  tell: Tell,
): Promise<Finding> {
  const longestMs = world.timeline === undefined ? replayLeakMs : madeUpLeakMs;
  const story = beginStory(Math.max(config.budgetMs, longestMs), world, tell);
  const { users, thinkMs, keys, payloadBytes, mix, seed } = scenario;
  const asked: Config = {
    ...config,
    load: {
      users: { min: 1, max: users },
      thinkMs,
      keys,
      ...(payloadBytes === undefined ? {} : { payloadBytes: { min: payloadBytes, max: payloadBytes } }),
    },
    operations: config.operations.map((operation) => ({ ...operation, weight: mix[operation.name] ?? 0 })),
    endurance: { enabled: true },
    property: { ...config.property, sustained: { ...config.property.sustained, enabled: seek === 'sustained' } },
  };
  await setUpService(asked.service, world);
  await using line = await succeed(await startService(asked.service, world), asked, story, world);
  const { endurances, naming } = await sustain(
    asked,
    { ...shareBudget(config.budgetMs), sustainedMs: longestMs },
    seed,
    line,
    story,
    world,
  );
  const fate = line.fate();
  if (fate?.kind === 'hung') return findHang(fate.test, command);
  if (fate?.kind === 'died') return findCrash({ ...fate, output: line.output(), replay: command });
  const found = findLeaks(endurances, { bound: null, naming, replay: command });
  if (seek === 'sustained') {
    const { limits } = asked.property.sustained;
    return findSustained({ endurances, limits, findings: found, ended: null, replay: command });
  }
  const finding = found.find(({ kind }) => kind === 'broken') ?? found.find(({ kind }) => kind === 'inconclusive') ?? found[0];
  if (finding === undefined) throw new Fault('usage', { what: 'The memory of this service cannot be seen, so no leak can be looked for.' });
  return finding;
}
