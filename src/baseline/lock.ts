import { open, readFile, rm } from 'node:fs/promises';
import type { World } from '../world.ts';

/** What came of doing something alone. */
export type Alone<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy' };

const pauseMs = 25;
/** Whoever holds a lock for as long without giving it on has died: it is held for milliseconds. */
const staleMs = 5_000;
const longestMs = 20_000;

/**
 * Does something while no other process does the same: whoever makes the file `path` goes first, and removes it. Waits for others, and takes
 * the lock from one that has died, which shows by the watch of who waits and not by any clock. Rejects when the file cannot be made.
 */
export async function withLock<T>(path: string, token: string, world: World, act: () => Promise<T>): Promise<Alone<T>> {
  const beganMs = world.now();
  // A file that nobody has written to yet is a holder as well: nothing has been watched before the first look.
  let holder: string | null = null;
  let sinceMs = beganMs;
  while (!(await take(path, token))) {
    const nowMs = world.now();
    if (nowMs - beganMs > longestMs || world.interrupted.aborted) return { kind: 'busy' };
    const held = await look(path);
    // Watched since after the first look, until before the last: a look itself may take long.
    if (held !== holder) [holder, sinceMs] = [held, world.now()];
    if (nowMs - sinceMs <= staleMs || !(await bury(path, held, token))) await world.sleep(pauseMs, world.interrupted);
  }
  try {
    return { kind: 'done', value: await act() };
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Removes the lock of one that has died. Several may have watched it die, so this too is done alone, and looked at again: the second would remove
 * what the first has taken. False while another is at it.
 */
async function bury(path: string, dead: string, token: string): Promise<boolean> {
  const digging = `${path}.dead`;
  if (!(await take(digging, token))) return false;
  try {
    if ((await look(path)) === dead) await rm(path, { force: true });
    return true;
  } finally {
    await rm(digging, { force: true });
  }
}

/** Who holds the lock; empty when nobody does. */
async function look(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch(() => '');
}

async function take(path: string, token: string): Promise<boolean> {
  try {
    // 'wx' fails on anything that is there already, a planted link included.
    await using handle = await open(path, 'wx', 0o644);
    await handle.writeFile(token);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
