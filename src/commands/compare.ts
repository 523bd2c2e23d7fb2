import { join, resolve } from 'node:path';
import { compareRuns } from '../compare.ts';
import { Fault } from '../fault.ts';
import { seal, secretsOf } from '../seal.ts';
import type { World } from '../world.ts';
import type { CommonOptions, Console } from './console.ts';
import { prepareOut, tellVerdict } from './gate.ts';

/** Judges runs against others, all of them documents that may come from strangers; gives the exit status. */
export async function compare(before: string, after: string, options: CommonOptions, world: World, console: Console): Promise<number> {
  const { run, verdict, files } = await compareRuns(resolve(world.directory, before), resolve(world.directory, after));
  if (options.out !== undefined && files.includes(join(resolve(world.directory, options.out), 'run.json'))) {
    throw new Fault('usage', { what: `--out would write over a run that was compared. Give it another folder than ${options.out}.` });
  }
  const keeping = { kind: 'not-kept', sentence: 'Nothing was kept: comparing does not change a baseline.' } as const;
  const out = await prepareOut(options.out, world);
  return tellVerdict(seal({ run, verdict, keeping }, secretsOf(world.environment)), { json: options.json === true, out }, console);
}
