import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { World } from '../../world.ts';
import type { ServiceSettings } from '../settings.ts';
import { noBase, type Base, type Based, type BaseWish, type NoBase } from './base.ts';
import { readClone, type Clone } from './clone.ts';
import { lendDependencies } from './dependencies.ts';
import { findBase } from './find-base.ts';
import { noteLeftOut } from './left-out.ts';
import { clearLeftovers } from './leftovers.ts';
import { mapSettings, noteHeadPaths } from './map-settings.ts';
import type { Found } from './search.ts';
import { openSecondCheckout } from './second-checkout.ts';
import { lies } from './spot.ts';
import { fillSubmodules } from './submodules.ts';
import { tidy } from './tidy.ts';
import { isUnchanged } from './unchanged.ts';
import { addWorktree, type Worktree } from './worktree.ts';

export type { Based, BaseWish } from './base.ts';

/** How long a remote may be asked for what a shallow clone lacks. */
const searchMs = 60_000;

/**
 * Finds the version that the present one is to be held against, and checks it out beside it. Nothing is written into the repository
 * but the worktree's registration, gone with the base, and the history that a shallow clone lacks. Throws a Fault where the user named
 * what does not exist, and when we are asked to stop; then nothing is left either.
 */
export async function checkOutBase(wish: BaseWish, settings: ServiceSettings, world: World): Promise<Based> {
  if (wish.directory !== null) return { kind: 'ready', base: await openSecondCheckout(wish.directory, settings, world) };
  const clone = await readClone(settings.directory, world);
  if (clone.kind === 'none') return { ...clone, isWithoutGit: true };
  await clearLeftovers(clone, world);
  const found = await findBase(wish, { clone, world, untilMs: world.now() + searchMs });
  if (found.kind === 'none') return found;
  const { commit, name } = found;
  const ours = [join(world.directory, '.plimsoll'), ...(wish.overlook ?? [])];
  if (await isUnchanged(commit, clone, await Promise.all(ours.map(followLinks)), world)) return { kind: 'same', commit, name };
  const worktree = await addWorktree(commit, clone, world);
  if (worktree.kind === 'none') return worktree;
  try {
    const furnished = await furnish(worktree, found, settings, clone, world);
    if (furnished.kind === 'none') await worktree[Symbol.asyncDispose]();
    return furnished;
  } catch (error) {
    await worktree[Symbol.asyncDispose]();
    throw error;
  }
}

/** Git knows a path by where it really lies; of one that is not there yet its folder may lie elsewhere. */
async function followLinks(path: string): Promise<string> {
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

/** Gives the checkout what a fresh one lacks, as far as nothing else sets it up. */
async function furnish(
  worktree: Worktree,
  { commit, name }: Exclude<Found, NoBase>,
  settings: ServiceSettings,
  clone: Clone,
  world: World,
): Promise<Based> {
  const { root } = worktree;
  const directory = await mapDirectory(clone, root);
  if (directory === null) {
    const missing = tidy(relative(clone.toplevel, clone.directory));
    return noBase(`The service's directory ${missing} does not exist in the base (${name}): compare with history until it is merged.`);
  }
  const emptied = await fillSubmodules(clone.toplevel, root, world);
  const unset =
    settings.setup === null ? [...(await lendDependencies(clone, root, world)), ...(await noteLeftOut(clone, root, world))] : [];
  const base: Base = {
    settings: mapSettings(settings, clone.directory, { head: clone.toplevel, base: root }, world.environment),
    commit,
    name,
    notes: [...worktree.notes, ...emptied, ...unset, ...noteHeadPaths(settings, clone.toplevel)],
    [Symbol.asyncDispose]: () => worktree[Symbol.asyncDispose](),
  };
  return { kind: 'ready', base };
}

/** The service's directory in the base; null when the base has none there, or a link that leads out of it. */
async function mapDirectory({ directory, toplevel }: Clone, root: string): Promise<string | null> {
  const mapped = join(root, relative(toplevel, directory));
  const real = await realpath(mapped).catch(() => null);
  return real !== null && lies(real, root) ? mapped : null;
}
