import { open, stat } from 'node:fs/promises';
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

/** The file's text, or null when it does not exist. */
async function readText(file: string, path: string): Promise<string | null> {
  const fault = (why: string, cause?: unknown): Fault => new Fault('config.unreadable', { file: clean(path, 200), why }, cause);
  const bytes = await readBytes(file).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error ? fault(whyUnreadable(error.code), error) : error;
  });
  if (bytes === null) return null;
  if (bytes === 'no-file') throw fault('it is not a file');
  if (bytes.length > maxBytes) throw fault('it is larger than 1 MB');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch (error) {
    throw fault('it is binary, not UTF-8 text', error);
  }
  throw fault('it is binary, not UTF-8 text');
}

async function readBytes(file: string): Promise<Uint8Array | 'no-file' | null> {
  if (file.includes('\0')) return null;
  // Looked at before it is opened: opening a pipe would wait for a writer.
  const found = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  });
  if (found === null) return null;
  if (!found.isFile()) return 'no-file';
  const handle = await open(file, 'r');
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(maxBytes + 1), 0, maxBytes + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function whyUnreadable(code: unknown): string {
  return code === 'EACCES' || code === 'EPERM' ? 'permission is denied' : `the system says ${String(code)}`;
}
