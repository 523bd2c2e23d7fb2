import { decideConfig, type Flags, type Given } from '../config/decide.ts';
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
  readonly against?: string;
  readonly simulated?: boolean;
}

/** Reads and decides the user's configuration. */
export async function findConfig(options: ConfigOptions, world: World): Promise<Config> {
  return decideFound(await readConfig(options.config, world.directory), options, world);
}

/** The same, or null when nothing says what the service is: no file and none of the options that describe one. */
export async function findConfigIfAny(options: ConfigOptions, world: World): Promise<Config | null> {
  const file = await readConfig(options.config, world.directory);
  const described = [options.start, options.url, options.users, options.suite].some((option) => (option ?? '') !== '');
  return file === null && !described ? null : decideFound(file, options, world);
}

function decideFound(file: Given['file'], { start, url, users, suite, budget, against, simulated }: ConfigOptions, world: World): Config {
  const flags = definedOf({ start, url, users, suite, budget, against });
  return decideConfig({ file, flags, ...(simulated === true ? { simulated } : {}), ...surroundings(world) });
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
