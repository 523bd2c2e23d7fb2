import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all, and makes its folder. Readers see the old content or the new; of two writers the last
 * one wins. A symbolic link at `path` is replaced, not followed. `token` must differ between writers.
 */
export async function writeAtomically(path: string, text: string, token: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${token}.tmp`);
  try {
    await writeDurably(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  // 'wx' fails on anything that is there already, a planted link included.
  await using handle = await open(path, 'wx', 0o644);
  await handle.writeFile(text);
  await handle.sync();
}
