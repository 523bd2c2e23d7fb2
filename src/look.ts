import { availableParallelism } from 'node:os';
import type { LookOrder } from './config/look.ts';
import { summariseLoad } from './diagnose/summary.ts';
import { Fault } from './fault.ts';
import { readBars } from './load/bars.ts';
import { crewSize } from './load/crew.ts';
import { openEngine } from './load/engine.ts';
import { checkGenerator, checkRunner } from './load/self-check.ts';
import type { Look } from './model/look.ts';
import type { Scenario } from './model/scenario.ts';
import { nowhere } from './model/surroundings.ts';
import { isListening } from './service/port.ts';
import { beginStory, beginWarmup, type Tell } from './story.ts';
import type { World } from './world.ts';

const warmedUp = 'left out of every number';

/** Loads a service that runs already: nothing is started, watched, judged or kept. An interruption ends the load, and what there is is told. */
export async function look({ target, operation, driver, scenario }: LookOrder, world: World, tell: Tell): Promise<Look> {
  // Ten seconds of refused connections would say no more than this.
  if (!(await isListening(target.url))) throw new Fault('service.unreachable', { url: target.url });
  await using engine = await openEngine(
    { target, operations: [operation], driver, surroundings: nowhere },
    world,
    crewSize(availableParallelism(), connectionsOf(scenario)),
  );
  const story = beginStory(scenario.warmupMs + scenario.durationMs, world, tell);
  const endWarmup = beginWarmup(story);
  const observation = await engine.run(scenario, {
    signal: world.interrupted,
    onProgress: (progress) => {
      if (progress.measuring) endWarmup(warmedUp);
      story.move('', progress);
    },
  });
  endWarmup(warmedUp);
  story.end(summariseLoad(observation));
  return {
    observation,
    self: { generator: checkGenerator(observation), runner: checkRunner(observation, true) },
    bars: readBars(observation.total.histogram),
  };
}

function connectionsOf(scenario: Scenario): number {
  return scenario.model === 'closed' ? scenario.users : scenario.connections;
}
