import { hostname } from 'node:os';
import { basename } from 'node:path';
import type { World } from '../../world.ts';
import type { Clone } from './clone.ts';
import { listRegistrations, removeWorktree, type Registration } from './registrations.ts';
import { makerOf } from './spot.ts';

/** Why our worktrees are locked. It keeps anybody else from pruning them, and says whose they are. */
export function sayLock(): string {
  return `plimsoll measures a base here (process ${process.pid} on ${hostname()})`;
}

/**
 * Removes what earlier runs that were killed left behind. Not by `git worktree prune`: that would also forget worktrees of the
 * user's on a disk that is not mounted now, and those of gates that run elsewhere on the same repository.
 */
export async function clearLeftovers(clone: Clone, world: World): Promise<void> {
  for (const registration of await listRegistrations(clone)) {
    if (isLeftover(registration)) await removeWorktree(registration.root, clone, world);
  }
}

function isLeftover({ root, locked }: Registration): boolean {
  const maker = makerOf(basename(root));
  // Process numbers mean something only on the machine they come from.
  const elsewhere = locked !== null && !locked.endsWith(` on ${hostname()})`);
  return maker !== null && !elsewhere && !lives(maker);
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
