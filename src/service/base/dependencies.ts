import { lstat, realpath, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { askGit } from '../../git.ts';
import type { World } from '../../world.ts';
import type { Clone } from './clone.ts';
import { dependencyKinds, type DependencyKind } from './dependency-kinds.ts';
import { compareFiles, type Compared } from './same-files.ts';
import { findTie } from './ties.ts';
import { tidy } from './tidy.ts';

/**
 * Lends the base what was installed for the head, where nothing sets the base up: folders that git does not know, in the service's
 * directory or above it, as far as both would have the same installed. Answers what was done and what could not be.
 */
export async function lendDependencies(clone: Clone, root: string, world: World): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const place of placesOf(clone)) {
    for (const kind of dependencyKinds) {
      const note = await lend(kind, place, clone, root, world);
      if (note !== null) notes.push(note);
    }
  }
  return notes;
}

/** From the service's directory up to the root of the checkout, relative to it. */
function placesOf({ directory, toplevel }: Clone): readonly string[] {
  const places: string[] = [];
  for (let place = relative(toplevel, directory); ; place = dirname(place)) {
    if (place === '.' || place === '') return [...places, ''];
    places.push(place);
  }
}

async function lend(kind: DependencyKind, place: string, clone: Clone, root: string, world: World): Promise<string | null> {
  const { toplevel } = clone;
  const path = join(place, kind.folder);
  const [from, to] = [join(toplevel, path), join(root, path)];
  if (!(await isFolder(from)) || (await exists(to)) || !(await isFolder(dirname(to))) || (await isTracked(path, toplevel, world)))
    return null;
  const [head, base] = [dirname(from), dirname(to)];
  const locks = await compareFiles(kind.locks, head, base);
  const compared = locks.kind === 'none' ? await compareFiles(kind.manifests, head, base) : locks;
  const reason = compared.kind === 'same' ? await findTie(await realpath(from), toplevel) : tellDifference(compared, kind);
  const name = tidy(path);
  if (reason !== null)
    return `${name} of the head is not used: ${reason}. The base may not start; set service.setup, e.g. \`${kind.example}\``;
  try {
    await symlink(await realpath(from), to, process.platform === 'win32' ? 'junction' : 'dir');
  } catch {
    return `${name} of the head could not be linked into the base, which may not start; set service.setup, e.g. \`${kind.example}\``;
  }
  return `${name} of the head is used: ${tellSame(compared)}`;
}

function tellDifference(compared: Compared, kind: DependencyKind): string {
  return compared.kind === 'different'
    ? `${compared.name} differs`
    : `there is no ${kind.locks[0]} to tell whether the base needs the same`;
}

function tellSame(compared: Compared): string {
  const names = compared.kind === 'same' ? compared.names : [];
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} the same`;
}

/** What git knows of it, the base has or is not to have. */
async function isTracked(path: string, toplevel: string, world: World): Promise<boolean> {
  // An answer too long to be read is one: null, and so not empty.
  return (await askGit({ directory: toplevel, command: ['ls-files', '-z', '--'], operands: [path] }, world)) !== '';
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}
