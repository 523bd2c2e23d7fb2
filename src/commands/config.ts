import { decideConfig, type Flags } from '../config/decide.ts';
import { readConfig } from '../config/read.ts';
import type { Config } from '../config/schema.ts';
import type { World } from '../world.ts';

/** Options that stand in for a configuration file, or override it. */
export interface ConfigOptions {
  readonly config?: string;
  readonly start?: string;
  readonly url?: string;
  readonly users?: string;
  readonly suite?: string;
  readonly budget?: string;
}

/** Reads and decides the user's configuration. */
export async function findConfig({ config, start, url, users, suite, budget }: ConfigOptions, world: World): Promise<Config> {
  const file = await readConfig(config, world.directory);
  const given = { start, url, users, suite, budget };
  return decideConfig({ file, flags: definedOf(given), ...surroundings(world) });
}

/** Decides a configuration that is not the user's own file. */
export function decideText(text: string, flags: Flags, world: World): Config {
  return decideConfig({ file: { path: 'the demo', text }, flags, ...surroundings(world) });
}

function surroundings({ environment, directory }: World): { environment: World['environment']; directory: string; inActions: boolean } {
  // `run:` steps do not get the cache's variables, so a command line never uses the cache, in Actions or not.
  return { environment, directory, inActions: false };
}

function definedOf(options: Readonly<Record<string, string | undefined>>): Flags {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
