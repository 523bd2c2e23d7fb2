import { relative, sep } from 'node:path';
import { askGit, git } from '../../git.ts';
import type { World } from '../../world.ts';
import type { Clone } from './clone.ts';

const lookMs = 60_000;

/**
 * Whether the base holds what the working tree holds: the same tree as HEAD, and nothing changed or added since, but for files of our
 * own, which are absolute with links resolved.
 */
export async function isUnchanged(commit: string, clone: Clone, overlook: readonly string[], world: World): Promise<boolean> {
  const directory = clone.toplevel;
  const treeOf = async (of: string): Promise<string | null> =>
    askGit({ directory, command: ['rev-parse', '--verify', '--quiet'], operands: [`${of}^{tree}`] }, world);
  const [head, base] = [await treeOf(clone.head), await treeOf(commit)];
  if (head === null || head !== base) return false;
  // What a repository says of itself may not hide a change, so submodules are looked into whatever it says.
  const command = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=none'];
  const answer = await git({ directory, command, timeoutMs: lookMs }, world);
  if (answer.kind !== 'done') return false;
  const ours = overlook.map((path) => relative(directory, path));
  const changed = answer.stdout.split('\0').filter((entry) => entry !== '');
  return changed.every((entry) => entry.startsWith('??') && ours.some((path) => isWithin(path, entry.slice(3))));
}

/** Both relative to the same folder; git always writes `/`. */
function isWithin(folder: string, path: string): boolean {
  const slashed = folder.replaceAll(sep, '/');
  return path === slashed || path.startsWith(`${slashed}/`);
}
