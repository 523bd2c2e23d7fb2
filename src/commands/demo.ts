import { join } from 'node:path';
import { demoConfig, demoFaults, type DemoFault } from '../config/demo.ts';
import type { Config } from '../config/schema.ts';
import { Fault } from '../fault.ts';
import type { World } from '../world.ts';
import { decideText } from './config.ts';
import type { CommonOptions, Console } from './console.ts';
import { runGate } from './gate.ts';

export interface DemoOptions extends CommonOptions {
  readonly fault?: string;
}

/** Gates the bundled shop, healthy or with one planted fault. */
export async function demo(options: DemoOptions, world: World, console: Console): Promise<number> {
  const fault = options.fault === undefined ? null : readFault(options.fault);
  const config = decideDemo(fault, options.budget, world);
  return runGate({ config, options, mayKeep: 'nothing', again: { on: nameDemo(fault), options: [] } }, world, console);
}

/** The demo's configuration for the bundled shop. */
export function decideDemo(fault: DemoFault | null, budget: string | undefined, world: World): Config {
  const text = demoConfig(process.execPath, join(world.bundles, 'shop.js'), fault);
  return decideText(text, budget === undefined ? {} : { budget }, world);
}

/** The demo's name in a replayed scenario: `demo`, or `demo-slow`. */
function nameDemo(fault: DemoFault | null): string {
  return fault === null ? 'demo' : `demo-${fault}`;
}

/** Reads that name back; undefined when it is not a demo's. */
export function findDemo(name: string): { readonly fault: DemoFault | null } | undefined {
  if (name === nameDemo(null)) return { fault: null };
  const fault = demoFaults.find((known) => name === nameDemo(known));
  return fault === undefined ? undefined : { fault };
}

function readFault(text: string): DemoFault {
  const fault = demoFaults.find((known) => known === text);
  if (fault !== undefined) return fault;
  throw new Fault('usage', { what: `--fault takes one of ${demoFaults.join(', ')}, not \`${text.slice(0, 40)}\`.` });
}
