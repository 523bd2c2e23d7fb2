import { open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { lies } from './spot.ts';

const mostText = 65_536;

/**
 * How an installed folder leads back into the head's own code; null when it does not. A base that borrowed such a folder would run
 * the head's code without a word, and no comparison would ever find a difference.
 */
export async function findTie(folder: string, toplevel: string): Promise<string | null> {
  if (folder.endsWith('node_modules')) return findLink(folder, toplevel);
  if (folder.endsWith('.venv')) return findEditable(folder, toplevel);
  // Composer's loader looks for the application's classes beside the folder that it really lies in.
  return (await listNames(join(folder, 'composer'))).length > 0 ? "its loader looks for classes in the head's folder" : null;
}

/** Packages of a workspace, and of `file:` dependencies, are links to their sources. */
async function findLink(folder: string, toplevel: string): Promise<string | null> {
  const top = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const scopes = top.filter((entry) => entry.isDirectory() && entry.name.startsWith('@'));
  const scoped = await Promise.all(scopes.map(async ({ name }) => readdir(join(folder, name), { withFileTypes: true }).catch(() => [])));
  const links = [...top, ...scoped.flat()].filter((entry) => entry.isSymbolicLink());
  const real = await realpath(folder);
  for (const { parentPath, name } of links) {
    const target = await realpath(join(parentPath, name)).catch(() => null);
    if (target === null || lies(target, real) || !lies(target, toplevel)) continue;
    // Another folder of dependencies is as good as this one.
    if (!target.split(/[/\\]/).includes('node_modules')) return `it links to ${name} in the head`;
  }
  return null;
}

/** Editable installs are files beside the packages that name the head's folder. */
async function findEditable(folder: string, toplevel: string): Promise<string | null> {
  const versions = (await listNames(join(folder, 'lib'))).map((version) => join(folder, 'lib', version, 'site-packages'));
  for (const packages of [...versions, join(folder, 'Lib', 'site-packages')]) {
    const names = await listNames(packages);
    for (const name of names.filter((each) => /\.(?:pth|egg-link)$|^__editable__.*\.py$/.test(each))) {
      // Its own files lie in the head, too.
      const text = (await readStart(join(packages, name))).replaceAll(folder, '');
      if (text.includes(toplevel)) return `it has the head's own code installed in place (${name})`;
    }
  }
  return null;
}

async function readStart(path: string): Promise<string> {
  try {
    await using handle = await open(path);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostText), 0, mostText, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  }
}

async function listNames(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
