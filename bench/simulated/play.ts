import { driverSettings } from '../../__tests__/support/driving.ts';
import { healthy, plain } from '../../__tests__/support/simulated.ts';
import { openEngine } from '../../src/load/engine.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { Scenario } from '../../src/model/scenario.ts';
import type { SimulatedOperation, SimulatedSettings } from '../../src/model/simulated.ts';
import { noAddress } from '../../src/model/target.ts';
import { playHere } from '../../src/play.ts';
import { SimulatedService } from '../../src/simulation/service.ts';
import { virtualWorld } from '../../src/simulation/virtual-world.ts';
import { realWorld } from '../../src/world.ts';

export interface Played {
  readonly observation: Observation;
  readonly tookMs: number;
}

/** Loads a service that does not exist, with one operation called `ask`. */
export async function play(
  settings: Partial<SimulatedSettings>,
  does: Partial<SimulatedOperation>,
  scenario: Scenario,
  timeoutMs: number = 60_000,
): Promise<Played> {
  const real = realWorld('', new AbortController().signal);
  const world = virtualWorld(real, scenario.seed);
  const { timeline } = world;
  if (timeline === undefined) throw new Error('no made-up time');
  const operations: readonly Operation<SimulatedOperation>[] = [
    { name: 'ask', weight: 1, spec: { ...plain, cpuMs: 0, ...does }, meaning: {} },
  ];
  const simulated = { ...healthy, ...settings };
  const service = new SimulatedService({ settings: simulated, operations }, scenario.seed, timeline);
  const driver = driverSettings({ timeoutMs, simulated });
  const opening = { target: { url: noAddress }, operations, driver, surroundings: { directory: '/', environment: {} } };
  await using engine = await openEngine(opening, world, 1, () => playHere(service, opening, timeline, world));
  const beganMs = real.now();
  const observation = await engine.run(scenario);
  return { observation, tookMs: real.now() - beganMs };
}
