import { askGit, type GitWorld } from '../git.ts';
import type { Source } from '../model/run.ts';
import type { Permission } from './remember.ts';

/** What is being measured off Actions, and what of it a baseline may keep. */
export interface LocalSource {
  readonly source: Source;
  readonly permission: Permission;
}

/**
 * Asks git. Only a clean checkout of the default branch may become the baseline; anywhere else a slow change would become its
 * own measure. A folder without git has nothing to protect and is remembered whole.
 */
export async function readLocalSource(directory: string, defaultBranch: string, world: GitWorld): Promise<LocalSource> {
  const askStrictly = async (...command: readonly string[]): Promise<string | null> =>
    (await askGit({ directory, command, timeoutMs: 5_000 }, world))?.trim() ?? null;
  const ask = async (...command: readonly string[]): Promise<string> => (await askStrictly(...command)) ?? '';
  const commit = await ask('rev-parse', 'HEAD');
  const branch = await ask('rev-parse', '--abbrev-ref', 'HEAD');
  const source = { repository: '', commit, ref: branch };
  if (commit === '') return { source, permission: 'everything' };
  const main = defaultBranch || (await ask('rev-parse', '--abbrev-ref', 'origin/HEAD')).replace(/^origin\//, '');
  const onMain = main === '' || main === 'HEAD' ? ['main', 'master'].includes(branch) : branch === main;
  // What git cannot say is not known to be clean.
  const dirty = (await askStrictly('status', '--porcelain', '--untracked-files=no')) !== '';
  return { source, permission: onMain && !dirty ? 'everything' : 'examples' };
}
