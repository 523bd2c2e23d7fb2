import { replayCommand, type Again } from './again.ts';
import type { Config } from './config/schema.ts';
import { findCrash } from './diagnose/crash.ts';
import { findHang } from './diagnose/hang/find-hang.ts';
import { findLeaks } from './diagnose/leak/find-leaks.ts';
import { Fault } from './fault.ts';
import { shareBudget } from './load/budget.ts';
import type { Finding } from './model/finding.ts';
import type { ClosedScenario, Scenario } from './model/scenario.ts';
import { succeed } from './phases/succession.ts';
import { sustain } from './phases/sustained.ts';
import { judgeReplay } from './property/replay.ts';
import type { Trial } from './property/trial.ts';
import { openRig } from './rig.ts';
import { setUpService } from './service/set-up.ts';
import { startService } from './service/start.ts';
import { beginStory, type Tell } from './story.ts';
import type { World } from './world.ts';

/** Enough operations for a verdict on most services, Node or not. */
const replayLeakMs = 40_000;

/** Noise may hide a failure once; three looks seldom do. */
const replayTimes = 3;

/** Runs one scenario again, three times, and says whether it still breaks the property. */
export async function replay(config: Config, scenario: Scenario, again: Again, world: World, tell: Tell): Promise<Finding> {
  await using rig = await openRig(config, world);
  const trials: Trial[] = [];
  while (trials.length < replayTimes && rig.service.ending() === null && rig.hang() === null) {
    trials.push(await rig.tryScenario(scenario, () => undefined));
    tell({ kind: 'note', text: `measured ${trials.length} of ${replayTimes}` });
  }
  const command = replayCommand(scenario, again);
  if (rig.hang() !== null) return findHang(rig.hang(), command);
  return judgeReplay(scenario, trials, config.property.stability.limits, command);
}

/** Piles up the scenario's operations once more, and says which of its handles and bytes do not come back. */
export async function replayLeak(config: Config, scenario: ClosedScenario, again: Again, world: World, tell: Tell): Promise<Finding> {
  const story = beginStory(config.budgetMs, world, tell);
  const { users, thinkMs, keys, mix, seed } = scenario;
  const asked: Config = {
    ...config,
    load: { users: { min: 1, max: users }, thinkMs, keys },
    operations: config.operations.map((operation) => ({ ...operation, weight: mix[operation.name] ?? 0 })),
    endurance: { enabled: true },
  };
  await setUpService(asked.service, world);
  await using line = await succeed(await startService(asked.service, world), asked, story, world);
  const { endurances, naming } = await sustain(
    asked,
    { ...shareBudget(config.budgetMs), sustainedMs: replayLeakMs },
    seed,
    line,
    story,
    world,
  );
  const fate = line.fate();
  const command = replayCommand(scenario, again, 'leak');
  if (fate?.kind === 'hung') return findHang(fate.test, command);
  if (fate?.kind === 'died') return findCrash({ ...fate, output: line.output(), replay: command });
  const found = findLeaks(endurances, { bound: null, naming, replay: command });
  const finding = found.find(({ kind }) => kind === 'broken') ?? found.find(({ kind }) => kind === 'inconclusive') ?? found[0];
  if (finding === undefined) throw new Fault('usage', { what: 'The memory of this service cannot be seen, so no leak can be looked for.' });
  return finding;
}
