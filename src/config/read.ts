import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { Fault } from '../fault.ts';
import { clean } from './show.ts';

const names = ['plimsoll.yml', 'plimsoll.yaml', '.github/plimsoll.yml'] as const;
const maxBytes = 1_000_000;

/** Reads the configuration: the file that was named, otherwise the first of the usual ones; null when there is none. */
export async function readConfig(path: string | undefined, directory: string): Promise<{ path: string; text: string } | null> {
  if (path !== undefined && path !== '') {
    const text = await readText(resolve(directory, path), path);
    if (text === null) throw new Fault('config.unreadable', { file: clean(path, 200), why: 'there is no such file' });
    return { path, text };
  }
  for (const name of names) {
    const text = await readText(join(directory, name), name);
    if (text !== null) return { path: name, text };
  }
  return null;
}

async function readText(file: string, path: string): Promise<string | null> {
  const fault = (why: string, cause?: unknown): Fault => new Fault('config.unreadable', { file: clean(path, 200), why }, cause);
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
  } catch (error) {
    throw fault('', error);
  }
  return null;
}
