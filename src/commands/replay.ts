import { Fault } from '../fault.ts';
import { replay as replayScenario } from '../gate.ts';
import { narrate } from '../narrate.ts';
import { readScenario, readTarget } from '../property/text.ts';
import type { World } from '../world.ts';
import { type ConfigOptions, findConfig } from './config.ts';
import { type CommonOptions, type Console, stageFor } from './console.ts';
import { decideDemo, findDemo } from './demo.ts';

/** Runs one scenario again, from the string a report printed; exit status 1 when it breaks the property again. */
export async function replay(text: string, options: CommonOptions & ConfigOptions, world: World, console: Console): Promise<number> {
  const scenario = readScenario(text);
  const on = readTarget(text);
  const demo = on === null ? null : findDemo(on);
  if (demo === undefined) throw new Fault('usage', { what: `The scenario names a service plimsoll does not have: on=${on}.` });
  const config = demo === null ? await findConfig(options, world) : decideDemo(demo.fault, undefined, world);
  const unknown = Object.keys(scenario.mix).filter((name) => config.operations.every((operation) => operation.name !== name));
  if (unknown.length > 0)
    throw new Fault('usage', { what: `The configuration has no operation ${unknown.join(', ')}, which the scenario sends.` });
  using narrator = narrate('plimsoll replay', stageFor(console, options.quiet === true, false));
  const { judgement, observation } = await replayScenario(config, scenario, world, narrator.tell);
  narrator[Symbol.dispose]();
  const sentence =
    judgement.kind === 'held'
      ? 'held'
      : judgement.kind === 'broken'
        ? `broken again: ${judgement.reasons.join('; ')}`
        : `cannot tell: ${judgement.reason}`;
  const { requests, errors, errorKinds, responseMs } = observation.total;
  const result = { schema: 'plimsoll.replay/1', kind: judgement.kind, sentence, scenario: text, requests, errors, errorKinds, responseMs };
  console.out(options.json === true ? `${JSON.stringify(result, null, 2)}\n` : `${sentence}\n`);
  return judgement.kind === 'broken' ? 1 : 0;
}
