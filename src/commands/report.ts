import { join, resolve } from 'node:path';
import { loadRun } from '../baseline/run-file.ts';
import type { BaselineSettings } from '../baseline/settings.ts';
import { readLocalSource } from '../baseline/source.ts';
import { readConfig } from '../config/read.ts';
import { reportOnly } from '../gate.ts';
import { seal, secretsOf } from '../seal.ts';
import type { World } from '../world.ts';
import { type ConfigOptions, findConfig } from './config.ts';
import type { CommonOptions, Console } from './console.ts';
import { placeOf, prepareOut, tellVerdict } from './gate.ts';

/** The reporting half: judges the `run.json` in a folder, which may come from a stranger, and writes the reports beside it. */
export async function report(folder: string, options: CommonOptions & ConfigOptions, world: World, console: Console): Promise<number> {
  const directory = resolve(world.directory, folder);
  const measured = await loadRun(join(directory, 'run.json'));
  const baseline = await findBaseline(options, world);
  const { source, permission } = await readLocalSource(world.directory, baseline.branch, world);
  const gated = await reportOnly(
    measured,
    { baseline, place: placeOf(measured.suite, measured.source.repository, world), permission, commit: source.commit, accepted: [] },
    world,
  );
  const secrets = secretsOf(world.environment);
  const out = await prepareOut(options.out ?? directory, world);
  return tellVerdict(seal(gated, secrets), { json: options.json === true, out }, console);
}

/** A folder may be reported on where no configuration is; then there is nothing to compare with. */
async function findBaseline(options: ConfigOptions, world: World): Promise<BaselineSettings> {
  if ((await readConfig(options.config, world.directory)) === null) return { store: 'none', file: '', branch: '' };
  return (await findConfig(options, world)).baseline;
}
