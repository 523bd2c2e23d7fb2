import type { Config } from './config/schema.ts';
import { driftOfWindows } from './diagnose/drift.ts';
import { summariseStart } from './diagnose/summary.ts';
import { searchesOf } from './diagnose/sustained-search.ts';
import { startsProcesses } from './driver/traits.ts';
import { Fault } from './fault.ts';
import { leftForPairs, leftWithPairs, putAsideForPairs, shareBudget, spareForProperties, type BudgetShares } from './load/budget.ts';
import { checkGenerator, checkRunner, findTrouble } from './load/self-check.ts';
import type { Run, RunAlone } from './model/run.ts';
import { noAddress } from './model/target.ts';
import { checkMonitor } from './monitor/self-check.ts';
import type { Asked } from './phases/asked.ts';
import { watchBeside } from './phases/beside.ts';
import { checkConstraints } from './phases/check-constraints.ts';
import { checkCorrectness } from './phases/correctness.ts';
import { diagnose } from './phases/diagnose.ts';
import { letDrain, lookIdle } from './phases/drain.ts';
import { openInvariants } from './phases/invariants.ts';
import { costOperations, uncosted } from './phases/operations.ts';
import { measurePairs } from './phases/pairs.ts';
import { searchProperties } from './phases/properties.ts';
import { takeSample } from './phases/sample.ts';
import { measureScaling, unscaled } from './phases/scaling.ts';
import { checkSessions, looksAtSessions } from './phases/sessions.ts';
import { startSeveral } from './phases/startup.ts';
import { loadSteadily } from './phases/steady.ts';
import { succeed } from './phases/succession.ts';
import { sustain, unendured } from './phases/sustained.ts';
import { judgeStability } from './property/stability.ts';
import { isOurs, type RunningService } from './service/start.ts';
import { setUpService } from './service/set-up.ts';
import { virtualWorld } from './simulation/virtual-world.ts';
import { beginStory, type Story, type Tell } from './story.ts';
import { findCause } from './verdict/cause.ts';
import { version } from './version.ts';
import { sayEnding } from './words.ts';
import type { World } from './world.ts';

export type { Asked } from './phases/asked.ts';

/** Measures one run: the service alone, then beside its base where that would tell anything. Needs no secret and judges nothing. */
export async function measure(asked: Asked, real: World, tell: Tell): Promise<Run> {
  const { base, config, seed } = asked;
  const world = config.service.simulated?.settings.speed === 'virtual' ? virtualWorld(real, seed) : real;
  const story = beginStory(config.budgetMs, world, tell);
  // Where git knows of no difference the time for pairs is saved, not spent on more of the same.
  story.putAside(base.kind === 'ready' || base.kind === 'same' ? putAsideForPairs(config.budgetMs) : 0);
  const alone = await measureAlone(asked, story, world);
  story.putAside(0);
  if (base.kind !== 'ready') return { ...alone, base, phases: story.phases };
  const cause = findCause(alone.findings);
  if (cause !== null) {
    const why = `Nothing was measured beside it, because this version did not live through its load (${cause.id}).`;
    return { ...alone, base: { kind: 'absent', why, missed: false }, phases: story.phases };
  }
  if (!base.isNeeded(alone)) return { ...alone, base: { kind: 'unasked' }, phases: story.phases };
  const accepted = new Set(asked.accepted.map(({ metric }) => metric));
  const paired = await measurePairs(
    { ...base.against, accepted },
    config,
    seed,
    leftForPairs(story.leftMs(), config.budgetMs),
    story,
    world,
  );
  return { ...alone, base: { kind: 'paired', paired }, phases: story.phases };
}

/** The service alone, phase by phase; nothing of it is left at the end. */
async function measureAlone(asked: Asked, story: Story, world: World): Promise<RunAlone> {
  const { config, seed } = asked;
  story.begin('startup');
  await setUpService(config.service, world);
  const { service, readings } = await startSeveral(config.service, config.budgetMs, world, (detail) => story.move(detail, null));
  await using line = await succeed(service, config, story, world);
  using beside = watchBeside(config.service.watch, world);
  failIfDead(service);
  const planned = planBudget(config, service, story);
  const { rig, ledger } = line.current();
  const idle = await lookIdle(rig);
  story.end(service.target.url === noAddress ? 'nothing to start' : summariseStart(service.readyMs, isOurs(service) ? readings : null));

  const { observation: steady, beganMs } = await loadSteadily(asked, planned, rig, ledger, story, world);
  const fromMs = beganMs + steady.warmup.durationMs;
  const { enabled: searches, limits } = config.property.stability;
  const stability = judgeStability({ observation: steady, crashed: null, hang: null, spoiled: findTrouble(steady) }, limits);
  const shares = searches && stability.kind === 'broken' ? spareForProperties(planned, config.budgetMs) : planned;
  const drifts = driftOfWindows(steady, rig.monitor?.readings() ?? [], fromMs);
  const { costs: operationCosts, alone } = line.fate() === null ? await costOperations(asked, shares, rig, ledger, story, world) : uncosted;
  const drained = line.fate() === null ? await letDrain(config, shares, seed, idle, steady, rig, ledger, story, world) : null;
  const invariants = openInvariants(world);
  const replayInvariants = asked.replayCommand({ ...steady.scenario, warmupMs: 0 }, 'invariants');
  if (line.fate() === null) await invariants.look(rig, 'the reference load', replayInvariants);
  // After the drain, which looks at what the reference load alone has left behind.
  const scaled = line.fate() === null ? await measureScaling(asked, shares, steady, line.current(), story, world) : unscaled;
  const judged = await checkCorrectness({ steady, scaled, alone }, asked, shares, line, story, world);
  if (line.fate() === null) {
    await invariants.look(line.current().rig, 'the loads that try correctness', replayInvariants);
  }
  const sessions = await checkSessions(asked, shares, line, story, world);
  const slow = rig.slow();
  const endured = line.fate() === null ? await sustain(config, shares, seed, line, story, world) : unendured;
  const sample = await takeSample(asked, shares, steady, line, story);
  const explored = line.fate() === null && searches ? await searchProperties(asked, steady, shares, line, story, world) : null;
  const pressed = await checkConstraints(asked, shares, operationCosts, line, story, world);

  const fate = line.fate();
  const deaths = startsProcesses(config.operations) ? line.deaths() : null;
  // A replay does not look for a steady state: it warms up for as long as it took.
  const replay = asked.replayCommand({ ...steady.scenario, warmupMs: Math.ceil(steady.warmup.durationMs) });
  const resources = line.resources();
  const use = resources.find(({ phase }) => phase === 'steady')?.use ?? null;
  const startup = isOurs(service) ? { ...readings, failures: [...readings.failures, ...line.failures()] } : null;
  const piled = { ...steady.scenario, warmupMs: 0 };
  const [replayLeak, replaySustained] = [asked.replayCommand(piled, 'leak'), asked.replayCommand(piled, 'sustained')];
  const told = { resources, replayLeak, replaySustained, fate, deaths, slow, output: line.output(), replay };
  const seen = {
    steady,
    use,
    startup,
    drained,
    scaled,
    correctness: [...judged.findings, ...invariants.findings(), ...sessions.findings, ...pressed.findings],
    endured,
    explored,
    ...told,
  };
  return {
    schema: 'plimsoll.run/5',
    version,
    suite: config.suite,
    createdAt: world.date().toISOString(),
    source: asked.source,
    runner: asked.runner,
    configHash: config.hash,
    seed,
    budgetMs: config.budgetMs,
    policy: config.policy,
    steady,
    sample,
    replay,
    startup,
    resources,
    beside: beside.used(fromMs, fromMs + steady.durationMs),
    operationCosts,
    scaling: scaled.levels,
    endurance: endured.endurances,
    ...diagnose({ ...seen, drifts }, asked),
    accepted: asked.accepted,
    counterexamples: [...(explored?.counterexamples ?? []), ...pressed.counterexamples],
    searches: [
      ...(explored === null ? [] : [explored.search]),
      ...judged.searches,
      ...sessions.searches,
      ...pressed.searches,
      ...(config.property.sustained.enabled ? searchesOf(endured.endurances, seed) : []),
    ],
    self: {
      generator: checkGenerator(steady),
      monitor: checkMonitor(line.watchingMs() + beside.costMs(), story.elapsedMs(), line.looks()),
      runner: checkRunner(steady),
    },
    serviceOutput: line.output(),
  };
}

/** Earlier runs were measured without the base, this one may be with it: what is compared lasts as long in both. */
function planBudget(config: Config, { pid }: RunningService, story: Story): BudgetShares {
  const { budgetMs, policy, property } = config;
  const { with: asked } = policy.compare;
  const shares =
    asked === 'auto' || asked === 'base'
      ? shareBudget(story.leftMs(), leftWithPairs(budgetMs, story.elapsedMs()))
      : shareBudget(story.leftMs());
  return {
    ...shares,
    // Where there is no search, its part is theirs: many sessions at once take long to begin.
    sessionsMs: looksAtSessions(config) ? shares.sessionsMs + (property.stability.enabled ? 0 : shares.searchMs) : 0,
    ...(property.constraints.enabled && pid !== null ? {} : { constraintsMs: 0 }),
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
