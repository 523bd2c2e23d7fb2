import { optionsAgain } from '../config/again.ts';
import type { World } from '../world.ts';
import { type ConfigOptions, findConfig } from './config.ts';
import type { CommonOptions, Console } from './console.ts';
import { runGate } from './gate.ts';

export type RunOptions = CommonOptions & ConfigOptions;

/** Measures, compares, judges and reports the user's service. */
export async function run(options: RunOptions, world: World, console: Console): Promise<number> {
  return runGate(
    {
      config: await findConfig(options, world),
      options,
      // Of a service that does not exist there is nothing to be remembered.
      mayKeep: options.simulated === true ? 'nothing' : 'everything',
      again: { options: optionsAgain(options) },
    },
    world,
    console,
  );
}

/** The measuring half: the same run and verdict, but nothing is remembered, so that it needs no trust. */
export async function measure(options: RunOptions, world: World, console: Console): Promise<number> {
  return runGate(
    { config: await findConfig(options, world), options, mayKeep: 'nothing', again: { options: optionsAgain(options) } },
    world,
    console,
  );
}
