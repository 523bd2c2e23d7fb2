import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { askGit, git } from '../../git.ts';
import type { World } from '../../world.ts';
import { lies } from './spot.ts';
import { tidy } from './tidy.ts';

const mostSubmodules = 50;
const mostNested = 4;
const copyMs = 120_000;

/**
 * Fills the base's submodules from the head's, commit by commit: nothing is asked of an address that only the base's own
 * `.gitmodules` names, and no configuration of the repository is written. Where the head has none, the base is to have none.
 */
export async function fillSubmodules(head: string, base: string, world: World, nested = 0): Promise<readonly string[]> {
  if (nested === mostNested) return [];
  const notes: string[] = [];
  for (const { path, commit } of await listSubmodules(base, world)) {
    const [from, to] = [join(head, path), join(base, path)];
    if (!(await isInside(to, base))) continue;
    if (await isCheckout(from, world)) {
      const filled = await fill(from, to, commit, world);
      notes.push(...(filled ? await fillSubmodules(from, to, world, nested + 1) : [tellEmpty(path, "has not the base's commit of it")]));
    } else if (!(await exists(from))) {
      notes.push(tellEmpty(path, 'does not have it'));
    }
  }
  return notes;
}

interface Submodule {
  /** From the root of the worktree. */
  readonly path: string;
  readonly commit: string;
}

async function listSubmodules(base: string, world: World): Promise<readonly Submodule[]> {
  if (!(await exists(join(base, '.gitmodules')))) return [];
  const query = ['config', '-z', '--file', '.gitmodules', '--get-regexp', String.raw`^submodule\..*\.path$`];
  const named = (await askGit({ directory: base, command: query }, world)) ?? '';
  const paths = named.split('\0').flatMap((entry) => entry.split('\n').slice(1));
  // One that git would not take as it stands spoils the answer about all.
  const usable = paths.filter((path) => !/^(?:$|[-/])|(?:^|\/)\.\.(?:\/|$)/.test(path)).slice(0, mostSubmodules);
  if (usable.length === 0) return [];
  const listed = (await askGit({ directory: base, command: ['ls-files', '--stage', '-z', '--'], operands: usable }, world)) ?? '';
  return [...listed.matchAll(/160000 ([0-9a-f]+) \d\t([^\0]+)\0/g)].map(([, commit = '', path = '']) => ({ path, commit }));
}

/** A clone that borrows the head's objects, so that nothing is copied; a commit that is not among them is asked of where they came from. */
async function fill(from: string, to: string, commit: string, world: World): Promise<boolean> {
  const does = async (directory: string, command: readonly string[], operands: readonly string[]): Promise<boolean> =>
    (await git({ directory, command, operands, timeoutMs: copyMs }, world)).kind === 'done';
  if (!(await does(to, ['clone', '--quiet', '--shared', '--no-checkout', '--template='], [from, to]))) return false;
  const has = async (): Promise<boolean> => does(to, ['cat-file', '-e'], [`${commit}^{commit}`]);
  if (!(await has())) {
    const origin = await askGit({ directory: from, command: ['config', '--get', 'remote.origin.url'] }, world);
    if (origin === null || !(await does(to, ['fetch', '--quiet', '--no-tags', '--depth=1'], [origin, commit]))) return false;
  }
  return does(to, ['checkout', '--quiet', '--detach'], [commit]);
}

/** Whether a folder is the root of a checkout of its own: an empty submodule's belongs to the repository around it. */
async function isCheckout(folder: string, world: World): Promise<boolean> {
  if (!(await exists(join(folder, '.git')))) return false;
  const toplevel = await askGit({ directory: folder, command: ['rev-parse', '--show-toplevel'] }, world);
  return toplevel !== null && toplevel === (await realpath(folder).catch(() => null));
}

async function isInside(path: string, root: string): Promise<boolean> {
  const real = await realpath(path).catch(() => null);
  return real !== null && lies(real, await realpath(root));
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

function tellEmpty(path: string, why: string): string {
  return `the submodule ${tidy(path)} is empty in the base, because the head's checkout ${why}`;
}
