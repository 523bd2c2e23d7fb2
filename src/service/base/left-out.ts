import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { askGit } from '../../git.ts';
import type { World } from '../../world.ts';
import type { Clone } from './clone.ts';
import { dependencyKinds } from './dependency-kinds.ts';
import { tidy } from './tidy.ts';

const mostShown = 5;
const mostLooked = 500;
/** Caches and what editors leave: no service needs them. */
const idle =
  /(?:^|\/)(?:\.DS_Store|\.idea|\.vscode|\.cache|\.plimsoll|__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.nyc_output|coverage)\/?$|\.(?:log|swp|tsbuildinfo|pyc)$/;

/** What git ignores lies only in the head: builds, and settings that nobody commits. A base that needs them does not start, and this says why. */
export async function noteLeftOut(clone: Clone, root: string, world: World): Promise<readonly string[]> {
  const command = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  const listed = (await askGit({ directory: clone.toplevel, command, timeoutMs: 30_000 }, world)) ?? '';
  const ignored = listed.split('\0').filter((path) => path !== '' && !idle.test(path) && !isInstalled(path));
  const here = await Promise.all(
    ignored.slice(0, mostLooked).map(async (path) =>
      lstat(join(root, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const gone = ignored.filter((_, index) => here[index] === false);
  const missing = gone.filter((path) => !gone.some((other) => other !== path && other.endsWith('/') && path.startsWith(other)));
  if (missing.length === 0) return [];
  const more = missing.length > mostShown ? ` and ${missing.length - mostShown} more` : '';
  const names = missing.slice(0, mostShown).map(tidy).join(', ');
  return [`ignored by git and so not in the base: ${names}${more}; if the service needs them, set service.setup`];
}

/** Of these we tell what became of them. */
function isInstalled(path: string): boolean {
  return dependencyKinds.some(({ folder }) => path === `${folder}/` || path.endsWith(`/${folder}/`));
}
