import { join } from 'node:path';
import { demoConfig, demoFaults, type DemoFault } from '../config/demo.ts';
import type { Config } from '../config/schema.ts';
import { simulatedDemoConfig } from '../config/simulated-demo.ts';
import { Fault } from '../fault.ts';
import type { World } from '../world.ts';
import { decideText } from './config.ts';
import type { CommonOptions, Console } from './console.ts';
import { runGate } from './gate.ts';

export interface DemoOptions extends CommonOptions {
  readonly fault?: string;
  readonly simulated?: boolean;
}

/** Which shop is gated: the bundled one, or one that does not exist; with a planted fault or none. */
export interface Demo {
  readonly simulated: boolean;
  readonly fault: DemoFault | null;
}

/** Gates a shop, healthy or with one planted fault. */
export async function demo(options: DemoOptions, world: World, console: Console): Promise<number> {
  const fault = options.fault === undefined ? null : readFault(options.fault);
  const which = { simulated: options.simulated === true, fault };
  const config = decideDemo(which, options.budget, world);
  return runGate({ config, options, mayKeep: 'nothing', again: { on: nameDemo(which), options: [] } }, world, console);
}

/** The demo's configuration. */
export function decideDemo({ simulated, fault }: Demo, budget: string | undefined, world: World): Config {
  const text = simulated ? simulatedDemoConfig(fault) : demoConfig(process.execPath, join(world.bundles, 'shop.js'), fault);
  return decideText(text, budget === undefined ? {} : { budget }, world);
}

/** The demo's name in a replayed scenario: `demo`, `demo-slow`, `simulated-demo-slow`. */
function nameDemo({ simulated, fault }: Demo): string {
  return `${simulated ? 'simulated-' : ''}demo${fault === null ? '' : `-${fault}`}`;
}

/** Reads that name back; undefined when it is not a demo's. */
export function findDemo(name: string): Demo | undefined {
  const all = [null, ...demoFaults].flatMap((fault) => [false, true].map((simulated): Demo => ({ simulated, fault })));
  return all.find((known) => name === nameDemo(known));
}

function readFault(text: string): DemoFault {
  const fault = demoFaults.find((known) => known === text);
  if (fault !== undefined) return fault;
  throw new Fault('usage', { what: `--fault takes one of ${demoFaults.join(', ')}, not \`${text.slice(0, 40)}\`.` });
}
