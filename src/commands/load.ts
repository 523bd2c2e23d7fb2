import { decideLook, type LookOptions } from '../config/look.ts';
import { look } from '../look.ts';
import { narrate } from '../narrate.ts';
import { tellLook } from '../report/look.ts';
import { tellLookJson } from '../report/look-json.ts';
import { redactAll } from '../report/redact.ts';
import { secretsOf } from '../seal.ts';
import { writeDuration } from '../units/print.ts';
import { version } from '../version.ts';
import type { World } from '../world.ts';
import { type Console, stageFor } from './console.ts';
import { decideSeed } from './seed.ts';

export interface LoadOptions extends LookOptions {
  readonly seed?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Runs the load engine alone. It is no gate: errors of the service are told and are no reason for another exit status. */
export async function load(url: string, options: LoadOptions, world: World, console: Console): Promise<number> {
  const order = decideLook(url, options, decideSeed(options.seed, world), world.directory);
  // A query may hold a token.
  const asked = `${order.asked.method} ${order.target.url}${order.asked.path.replace(/\?.*/s, '')}`;
  const title = `plimsoll ${version} · load · ${asked} · ${writeDuration(order.scenario.durationMs)}`;
  using narrator = narrate(title, stageFor(console, options.quiet === true, world.environment['GITHUB_ACTIONS'] === 'true'));
  const seen = await look(order, world, narrator.tell);
  narrator[Symbol.dispose]();
  const told = redactAll(seen, secretsOf(world.environment));
  console.out(options.json === true ? tellLookJson(told) : tellLook(told, { colour: console.colour, width: console.width }));
  return 0;
}
