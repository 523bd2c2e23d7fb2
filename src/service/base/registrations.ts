import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../../git.ts';
import type { World } from '../../world.ts';
import type { Clone } from './clone.ts';
import { removeFolder } from './remove-folder.ts';

/** A worktree as its repository knows it. */
export interface Registration {
  /** Root of the worktree; it may be gone. */
  readonly root: string;
  /** The repository's own folder about it. */
  readonly record: string;
  /** Why it is locked; null when it is not. */
  readonly locked: string | null;
}

/** All worktrees registered, read where git keeps them: its older versions do not list what locks them. */
export async function listRegistrations(clone: Clone): Promise<readonly Registration[]> {
  const folder = join(clone.commonDirectory, 'worktrees');
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) => {
      const record = join(folder, name);
      const link = await readFile(join(record, 'gitdir'), 'utf8').catch(() => '');
      const locked = await readFile(join(record, 'locked'), 'utf8').catch(() => null);
      return { root: dirname(link.trim()), record, locked: locked?.trim() ?? null };
    }),
  );
  return found.filter(({ root }) => root !== '.');
}

/**
 * Removes a worktree and its registration, whatever happened to it meanwhile: its files first, because git removes none where what it
 * left there was changed or deleted. Not kept from it by an interruption. Never rejects.
 */
export async function removeWorktree(root: string, clone: Clone, world: World): Promise<void> {
  await removeFolder(root);
  const command = ['worktree', 'remove', '--force', '--force'];
  await git({ directory: clone.commonDirectory, command, operands: [root], always: true }, world).catch(() => undefined);
  const left = (await listRegistrations(clone)).filter((registration) => registration.root === root);
  if (left.length === 0) return;
  for (const { record } of left) await rm(record, { recursive: true, force: true }).catch(() => undefined);
  // As git does: without a worktree there is no such folder. One that is not empty stays.
  await rmdir(join(clone.commonDirectory, 'worktrees')).catch(() => undefined);
}
