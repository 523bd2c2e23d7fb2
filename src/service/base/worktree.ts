import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { GitAnswer } from '../../git.ts';
import type { World } from '../../world.ts';
import { noBase, type NoBase } from './base.ts';
import type { Clone } from './clone.ts';
import { sayLock } from './leftovers.ts';
import { gitPatiently } from './patiently.ts';
import { removeWorktree } from './registrations.ts';
import { openSpot } from './spot.ts';
import { tellGit } from './tidy.ts';

/** Checking out writes every file, and may fetch what a partial clone lacks. */
const checkoutMs = 180_000;
const lockMs = 10_000;
const withoutLfs = ['-c', 'filter.lfs.smudge=', '-c', 'filter.lfs.process=', '-c', 'filter.lfs.required=false'];

/** A second checkout of the head's repository, at another commit and in a folder of its own. */
export interface Worktree extends AsyncDisposable {
  readonly kind: 'worktree';
  readonly root: string;
  readonly notes: readonly string[];
}

/** Checks a commit out beside the head. When it fails, or we are asked to stop, nothing of it is left. */
export async function addWorktree(commit: string, clone: Clone, world: World): Promise<Worktree | NoBase> {
  const spot = await openSpot(clone.toplevel, world);
  if (spot === null)
    return noBase('There is no folder outside of the repository to check the base out into: set TMPDIR to one you may write to.');
  const { root, sameDisk } = spot;
  const remove = async (): Promise<void> => removeWorktree(root, clone, world);
  try {
    const notes = sameDisk ? [] : ['the base lies on another disk than the head, which may matter to a service that writes files'];
    const added = await add(root, commit, [], clone, world);
    // What its filter says when it fails need not name it: whether it was that shows in trying without.
    const retried = added.kind === 'failed' ? await add(root, commit, withoutLfs, clone, world) : added;
    if (retried.kind !== 'done') {
      await remove();
      return noBase(`The base could not be checked out (${tellAnswer(added)}): check free disk space and \`git worktree add\`.`);
    }
    if (added.kind !== 'done') notes.push('files of Git LFS could not be had for the base and are pointers there');
    const lock = { directory: root, command: ['worktree', 'lock', '--reason', sayLock()], operands: [root] };
    await gitPatiently(lock, world.now() + lockMs, world);
    return { kind: 'worktree', root, notes, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function add(root: string, commit: string, config: readonly string[], clone: Clone, world: World): Promise<GitAnswer> {
  const command = [...config, 'worktree', 'add', '--quiet', '--detach'];
  const call = { directory: clone.toplevel, command, operands: [root, commit], environment: await likeTheHead(clone) };
  return gitPatiently(call, world.now() + checkoutMs, world);
}

/** Whoever did not fetch the head's large files does not want the base's. */
async function likeTheHead(clone: Clone): Promise<Readonly<Record<string, string>>> {
  const fetched = await stat(join(clone.commonDirectory, 'lfs', 'objects')).catch(() => null);
  return fetched === null ? { GIT_LFS_SKIP_SMUDGE: '1' } : {};
}

function tellAnswer(answer: GitAnswer): string {
  return answer.kind === 'failed' ? tellGit(answer.stderr) : answer.kind === 'late' ? 'it took too long' : 'git could not be run';
}
