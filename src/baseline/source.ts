import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Source } from '../model/run.ts';
import type { Permission } from './remember.ts';

const run = promisify(execFile);

/** What is being measured off Actions, and what of it a baseline may keep. */
export interface LocalSource {
  readonly source: Source;
  readonly permission: Permission;
}

/**
 * Asks git. Only a clean checkout of the default branch may become the baseline; anywhere else a slow change would become its
 * own measure. A folder without git has nothing to protect and is remembered whole.
 */
export async function readLocalSource(directory: string, defaultBranch: string): Promise<LocalSource> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run('git', ['-C', directory, ...args], { timeout: 5_000 }).catch(() => ({ stdout: '' }))).stdout.trim();
  const commit = await git('rev-parse', 'HEAD');
  const branch = await git('rev-parse', '--abbrev-ref', 'HEAD');
  const source = { repository: '', commit, ref: branch };
  if (commit === '') return { source, permission: 'everything' };
  const main = defaultBranch || (await git('rev-parse', '--abbrev-ref', 'origin/HEAD')).replace(/^origin\//, '');
  const onMain = main === '' || main === 'HEAD' ? ['main', 'master'].includes(branch) : branch === main;
  const dirty = (await git('status', '--porcelain', '--untracked-files=no')) !== '';
  return { source, permission: onMain && !dirty ? 'everything' : 'examples' };
}
