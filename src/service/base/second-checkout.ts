import { realpath, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Fault } from '../../fault.ts';
import { askGit } from '../../git.ts';
import type { World } from '../../world.ts';
import type { ServiceSettings } from '../settings.ts';
import type { Base } from './base.ts';
import { isCommitName } from './clone.ts';
import { mapSettings, noteHeadPaths } from './map-settings.ts';
import { lies } from './spot.ts';
import { tidy } from './tidy.ts';

/** A base that the user checked out: used as it is, nothing made and nothing removed. Throws a Fault when it cannot be one. */
export async function openSecondCheckout(named: string, settings: ServiceSettings, world: World): Promise<Base> {
  const fault = (why: string): Fault => new Fault('base.directory', { directory: tidy(named), why });
  const given = await realFolder(resolve(world.directory, named));
  if (given === null) throw fault('there is no such folder');
  const directory = (await realFolder(settings.directory)) ?? settings.directory;
  const headRoot = (await toplevelOf(directory, world)) ?? (await realFolder(world.directory)) ?? world.directory;
  const way = lies(directory, headRoot) ? relative(headRoot, directory) : '';

  const around = await toplevelOf(given, world);
  // A folder inside of the head's own checkout is a copy without git.
  const checkout = around === headRoot ? null : around;
  const root = await firstWith(way, checkout === null ? [given] : [given, checkout]);
  if (root === null) throw fault(`it has no folder ${tidy(way)}, where the head's service lies`);
  if (join(root, way) === directory) throw fault('it is the head itself');

  const head = way === '' ? directory : headRoot;
  const commit =
    checkout === null ? null : await askGit({ directory: checkout, command: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] }, world);
  return {
    settings: mapSettings(settings, directory, { head, base: root }, world.environment),
    commit: commit !== null && isCommitName(commit) ? commit : '',
    name: `the checkout in ${tidy(named)}`,
    notes: noteHeadPaths(settings, head),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function firstWith(way: string, roots: readonly string[]): Promise<string | null> {
  for (const root of roots) if ((await realFolder(join(root, way))) !== null) return root;
  return null;
}

async function toplevelOf(directory: string, world: World): Promise<string | null> {
  const toplevel = await askGit({ directory, command: ['rev-parse', '--show-toplevel'] }, world);
  return toplevel === null ? null : realFolder(toplevel);
}

async function realFolder(path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    return (await stat(real)).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
