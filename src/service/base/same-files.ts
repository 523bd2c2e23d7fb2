import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of one folder held against those of another, by their names. */
export type Compared =
  | { readonly kind: 'same'; readonly names: readonly string[] }
  | { readonly kind: 'different'; readonly name: string }
  /** Neither folder has any. */
  | { readonly kind: 'none' };

/** Whether two folders have the same files of these names, to the byte. */
export async function compareFiles(names: readonly string[], one: string, other: string): Promise<Compared> {
  const same: string[] = [];
  for (const name of names) {
    const [left, right] = await Promise.all([read(join(one, name)), read(join(other, name))]);
    if (left === null && right === null) continue;
    if (left === null || right === null || !left.equals(right)) return { kind: 'different', name };
    same.push(name);
  }
  return same.length === 0 ? { kind: 'none' } : { kind: 'same', names: same };
}

async function read(path: string): Promise<Buffer | null> {
  return readFile(path).catch(() => null);
}
