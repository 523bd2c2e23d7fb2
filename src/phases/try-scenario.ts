import type { Config } from '../config/schema.ts';
import type { LoadProgress } from '../model/observation.ts';
import type { Scenario } from '../model/scenario.ts';
import type { Trial } from '../property/trial.ts';
import type { Rig } from '../rig.ts';
import { press } from '../service/pressure/press.ts';
import type { World } from '../world.ts';
import { spareRequests } from '../driver/spare.ts';

/** Drives one scenario, and beside its users the clients that it has leave; their answers count nowhere, what the users see of them does. */
export async function tryScenario(
  scenario: Scenario,
  rig: Rig,
  { operations, load }: Pick<Config, 'operations' | 'load'>,
  onProgress: (progress: LoadProgress) => void,
  world: World,
): Promise<Trial> {
  if (scenario.model === 'open' || scenario.abandon === undefined) return rig.tryScenario(scenario, onProgress);
  const { url } = rig.service.target;
  const request = spareRequests(operations, load.keys, url);
  const subject = { url, pids: () => [], request, proxy: null, mostMs: 0 };
  const pressed = await press({ kind: 'abandon', ...scenario.abandon }, subject, world);
  if (pressed.kind === 'not-permitted') {
    const trial = await rig.tryScenario(scenario, onProgress);
    return { ...trial, spoiled: trial.spoiled ?? { kind: 'spoiled', sentence: `There were no clients that leave: ${pressed.why}.` } };
  }
  await using _ = pressed;
  return await rig.tryScenario(scenario, onProgress);
}
