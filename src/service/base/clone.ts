import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { askGit, git } from '../../git.ts';
import type { World } from '../../world.ts';
import { noBase, type NoBase } from './base.ts';
import { tellGit, tidy } from './tidy.ts';

/** The repository that the head is checked out of. */
export interface Clone {
  readonly kind: 'clone';
  /** Of the service, absolute, links resolved. */
  readonly directory: string;
  /** Root of the working tree; absolute, links resolved. */
  readonly toplevel: string;
  /** The folder that all its worktrees share, usually `.git`; absolute. */
  readonly commonDirectory: string;
  /** Full name of the commit. */
  readonly head: string;
  /** As the commit names them, also where a shallow clone ends before them. */
  readonly parents: readonly string[];
  readonly remote: string | null;
}

const commitName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether a text is the full name of a commit. */
export function isCommitName(text: string): boolean {
  return commitName.test(text);
}

/** Looks at the repository around the service's directory. */
export async function readClone(directory: string, world: World): Promise<Clone | NoBase> {
  const ask = async (...command: readonly string[]): Promise<string | null> => askGit({ directory, command }, world);
  const answer = await git({ directory, command: ['rev-parse', '--show-toplevel'] }, world);
  if (answer.kind === 'not-installed') return noBase('There is no base without git: install it, or compare with history.');
  if (answer.kind !== 'done') return noBase(tellNoRepository(directory, answer.kind === 'failed' ? answer.stderr : answer.kind));
  const toplevel = answer.stdout.replace(/\n$/, '');
  const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  const common = await ask('rev-parse', '--git-common-dir');
  if (toplevel === '' || common === null) return noBase(tellNoRepository(directory, 'it has no working tree'));
  if (head === null || !isCommitName(head)) return noBase('The repository has no commit yet, so there is no base: commit first.');
  const real = await realpath(directory);
  return {
    kind: 'clone',
    directory: real,
    toplevel: await realpath(toplevel),
    commonDirectory: resolve(real, common),
    head,
    parents: readParents((await ask('cat-file', 'commit', head)) ?? ''),
    remote: pickRemote((await ask('remote')) ?? ''),
  };
}

/** The commit that a revision names, if it is here. */
export async function commitOf(revision: string, clone: Clone, world: World): Promise<string | null> {
  const command = ['rev-parse', '--verify', '--quiet'];
  const name = await askGit({ directory: clone.toplevel, command, operands: [`${revision}^{commit}`] }, world);
  return name !== null && isCommitName(name) ? name : null;
}

/** The header of a commit object; what follows the first empty line is its message. */
function readParents(commit: string): readonly string[] {
  const [header = ''] = commit.split('\n\n', 1);
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, name = '']) => name);
}

function pickRemote(listed: string): string | null {
  const names = listed.split('\n').filter((name) => name !== '');
  return names.includes('origin') ? 'origin' : names.length === 1 ? (names[0] ?? null) : null;
}

function tellNoRepository(directory: string, said: string): string {
  const where = tidy(directory);
  if (/dubious ownership/.test(said)) {
    return `Git does not trust the repository around ${where}, which somebody else owns: run \`git config --global --add safe.directory\` with its folder.`;
  }
  if (/not a git repository/.test(said)) {
    return `${where} lies in no git repository, so there is no base: name a second checkout with --against, or compare with history.`;
  }
  return `Git finds no checkout around ${where} (${tellGit(said)}): name a second checkout with --against, or compare with history.`;
}
