import { optionsAgain } from '../config/again.ts';
import { Fault } from '../fault.ts';
import type { Finding } from '../model/finding.ts';
import { narrate } from '../narrate.ts';
import { readScenario, readSeek, readTarget } from '../property/text.ts';
import { replay as replayScenario } from '../replay.ts';
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
  const config = demo === null ? await findConfig(options, world) : decideDemo(demo, undefined, world);
  const unknown = Object.keys(scenario.mix).filter((name) => config.operations.every((operation) => operation.name !== name));
  if (unknown.length > 0)
    throw new Fault('usage', { what: `The configuration has no operation ${unknown.join(', ')}, which the scenario sends.` });
  const again = { ...(on === null ? {} : { on }), options: demo === null ? optionsAgain(options) : [] };
  using narrator = narrate('plimsoll replay', stageFor(console, options.quiet === true, false));
  const finding = await replayScenario(config, scenario, readSeek(text), again, world, narrator.tell);
  narrator[Symbol.dispose]();
  console.out(options.json === true ? `${JSON.stringify(finding, null, 2)}\n` : tellFinding(finding));
  return finding.kind === 'broken' ? 1 : 0;
}

function tellFinding({ id, kind, sentence, evidence }: Finding): string {
  return [`${id} ${kind}: ${sentence}`, ...evidence.map((line) => `  ${line}`), ''].join('\n');
}
