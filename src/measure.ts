import type { Config } from './config/schema.ts';
import { findCrash } from './diagnose/crash.ts';
import { metricsOf } from './diagnose/metrics.ts';
import { findSteadiness } from './diagnose/steadiness.ts';
import { summariseDrain, summariseLoad, summariseStart, summariseWarmup } from './diagnose/summary.ts';
import { leftForProperties, shareBudget, type BudgetShares } from './load/budget.ts';
import { Fault } from './fault.ts';
import { referenceScenario } from './load/reference.ts';
import { checkGenerator, checkRunner, findTrouble } from './load/self-check.ts';
import type { Observation } from './model/observation.ts';
import type { Run, Runner, Source } from './model/run.ts';
import type { Scenario } from './model/scenario.ts';
import { checkMonitor } from './monitor/self-check.ts';
import { summarise } from './monitor/summarise.ts';
import { exploreStability, type Exploration } from './property/explore.ts';
import { openRig, type Rig } from './rig.ts';
import type { RunningService } from './service/start.ts';
import { beginStory, beginWarmup, type Story, type Tell } from './story.ts';
import { version } from './version.ts';
import { sayEnding } from './words.ts';
import type { World } from './world.ts';

/** What a run is asked to do. */
export interface Asked {
  readonly config: Config;
  readonly seed: number;
  /** fast-check's path into the seed's scenarios; empty for the beginning. */
  readonly path: string;
  readonly source: Source;
  readonly runner: Runner;
  /** Failing scenarios of earlier runs, tried first. */
  readonly examples: readonly Scenario[];
  /** The command line that runs this scenario again. */
  readonly replayCommand: (scenario: Scenario) => string;
}

/** Measures one run: startup, warm-up and steady, properties, drain. Needs no secret and judges nothing. */
export async function measure(asked: Asked, world: World, tell: Tell): Promise<Run> {
  const { config } = asked;
  const story = beginStory(config.budgetMs, world, tell);

  story.begin('startup');
  await using rig = await openRig(config, world);
  const { service, monitor } = rig;
  let diedIn = story.current();
  void service.ended.then(() => (diedIn = story.current()));
  const shares = shareBudget(story.leftMs());
  failIfDead(service);
  story.end(summariseStart(service.pid !== null, service.readyMs));

  const loadedMs = world.now();
  const steady = await loadSteadily(asked, shares, rig, story);
  const fromMs = loadedMs + steady.warmup.durationMs;
  const exploration = service.ending() === null ? await tryProperties(asked, shares, rig, story, world) : null;

  story.begin('drain');
  await world.sleep(shares.drainMs, world.interrupted);
  const readings = monitor?.readings() ?? [];
  story.end(summariseDrain(readings));

  const ending = service.ending();
  // A replay does not look for a steady state: it warms up for as long as it took.
  const replay = asked.replayCommand({ ...steady.scenario, warmupMs: Math.ceil(steady.warmup.durationMs) });
  const resources = summarise(readings, fromMs, fromMs + steady.durationMs);
  return {
    schema: 'plimsoll.run/2',
    version,
    suite: config.suite,
    createdAt: world.date().toISOString(),
    source: asked.source,
    runner: asked.runner,
    configHash: config.hash,
    seed: asked.seed,
    budgetMs: config.budgetMs,
    policy: config.policy,
    phases: story.phases,
    steady,
    replay,
    resources,
    metrics: metricsOf(steady, resources, service.pid === null ? null : service.readyMs),
    findings: [
      findCrash(
        ending === null ? null : { ending, during: diedIn, output: service.output(), replay: exploration === null ? replay : null },
      ),
      findSteadiness(steady, findTrouble(steady)),
      ...(exploration === null ? [] : [exploration.finding]),
    ],
    counterexamples: exploration?.counterexamples ?? [],
    searches: exploration === null ? [] : [exploration.search],
    self: {
      generator: checkGenerator(steady),
      monitor: checkMonitor(monitor?.costMs() ?? 0, story.elapsedMs()),
      runner: checkRunner(steady),
    },
    serviceOutput: service.output(),
  };
}

/** A service that answered once and is gone cannot be measured; one that dies of the load is a finding. */
function failIfDead(service: RunningService): void {
  const died = service.ending();
  if (died === null) return;
  const lines = service
    .output()
    .slice(-10)
    .map((line) => `\n  | ${line}`);
  throw new Fault('service.died', { ending: sayEnding(died), tail: lines.join('') });
}

/** Warm-up and steady are one load: its first part, until the service is steady, is left out of every number. */
async function loadSteadily({ config, seed }: Asked, { warmupMs, steadyMs }: BudgetShares, rig: Rig, story: Story): Promise<Observation> {
  const scenario = referenceScenario(config.load, config.operations, { warmupMs, durationMs: steadyMs }, seed);
  const endWarmup = beginWarmup(story);
  const observation = await rig.run(
    scenario,
    (progress) => {
      const { measuring, elapsedMs } = progress;
      if (measuring) endWarmup(summariseWarmup(Math.min(elapsedMs, warmupMs), elapsedMs < warmupMs));
      story.move('', progress);
    },
    { settle: true },
  );
  endWarmup(summariseWarmup(observation.warmup.durationMs, observation.warmup.steady === true));
  story.end(summariseLoad(observation));
  return observation;
}

async function tryProperties(asked: Asked, shares: BudgetShares, rig: Rig, story: Story, world: World): Promise<Exploration | null> {
  const { config, seed, path, examples, replayCommand } = asked;
  const settings = config.property.stability;
  if (!settings.enabled) return null;
  let detail = '';
  story.begin('properties');
  const exploration = await exploreStability({
    users: config.load.users,
    operations: config.operations,
    keys: config.load.keys,
    thinkMs: config.load.thinkMs,
    settings,
    seed,
    path,
    examples,
    budgetMs: leftForProperties(story.leftMs(), shares),
    scenarioMs: shares.scenarioMs,
    world,
    tryScenario: (scenario) => rig.tryScenario(scenario, (progress) => story.move(detail, progress)),
    onTrial: (done, planned, note) => {
      detail = `${done}/${planned} scenarios${note === '' ? '' : ` · ${note}`}`;
      story.move(detail, null);
    },
    replayCommand,
  });
  story.end(`${exploration.search.scenarios} scenarios in ${exploration.trials} measurements · ${exploration.finding.kind}`);
  return exploration;
}
