import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readRun } from '../baseline/run-document.ts';
import type { BaselineSettings } from '../baseline/settings.ts';
import { readLocalSource } from '../baseline/source.ts';
import { readConfig } from '../config/read.ts';
import { Fault } from '../fault.ts';
import { reportOnly } from '../gate.ts';
import type { Run } from '../model/run.ts';
import type { World } from '../world.ts';
import { type ConfigOptions, findConfig } from './config.ts';
import type { CommonOptions, Console } from './console.ts';
import { placeOf, tellVerdict } from './gate.ts';

/** More than any run of ours, and little enough to read at once. */
const maxRunBytes = 20 * 1024 ** 2;

/** The reporting half: judges the `run.json` in a folder, which may come from a stranger, and writes the reports beside it. */
export async function report(folder: string, options: CommonOptions & ConfigOptions, world: World, console: Console): Promise<number> {
  const directory = resolve(world.directory, folder);
  const measured = await loadRun(join(directory, 'run.json'));
  const baseline = await findBaseline(options, world);
  const { permission } = await readLocalSource(world.directory, baseline.branch);
  const gated = await reportOnly(
    measured,
    { baseline, place: placeOf(measured.suite, measured.source.repository, world), permission },
    world,
  );
  return tellVerdict(gated, { ...options, out: options.out ?? directory }, world, console);
}

/** Reads a run document, never more than its cap. */
export async function loadRun(file: string): Promise<Run> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined || !facts.isFile()) throw new Fault('run.unreadable', { file, why: 'there is no such file' });
  if (facts.size > maxRunBytes) throw new Fault('run.unreadable', { file, why: `it has ${facts.size} bytes` });
  return readRun(await readFile(file, 'utf8'), file);
}

/** A folder may be reported on where no configuration is; then there is nothing to compare with. */
async function findBaseline(options: ConfigOptions, world: World): Promise<BaselineSettings> {
  if ((await readConfig(options.config, world.directory)) === null) return { store: 'none', file: '', branch: '' };
  return (await findConfig(options, world)).baseline;
}
