import { askGit, git, type GitWorld } from '../git.ts';
import type { Acceptance } from '../model/acceptance.ts';
import { joinAcceptances, parseAcceptances } from './acceptance-text.ts';

/** Whose commits are asked what they let get worse. */
export interface AcceptanceWish {
  /** Absolute; the checkout. */
  readonly directory: string;
  /** The commit that is measured: of a pull request its head, where GitHub checks out a merge of it. */
  readonly commit: string;
  /** Branch or full ref. */
  readonly ref: string;
  /** What a pull request goes into; null off pull requests. */
  readonly pullRequest: { readonly baseSha: string; readonly baseRef: string } | null;
  /** Empty where it is not known. */
  readonly defaultBranch: string;
  /** Commits of the runs that are remembered, oldest first. */
  readonly remembered: readonly string[];
}

/** What commits say, and whether all that there are could be asked: a shallow clone holds few of them. */
export interface SeenAcceptances {
  readonly accepted: readonly Acceptance[];
  readonly whole: boolean;
}

const mostCommits = 200;
const mostBytes = 65_536;
const mostRemembered = 20;
const lookMs = 5_000;
const commitName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Git itself picks the commits worth reading, so that few bytes hold many. */
const picks = ['-i', '-E', '--grep=plimsoll:[[:space:]]*accept'];

/**
 * Asks the commits since the base: of a pull request and of a branch those that the branch it goes into has not, of the default branch
 * those since the newest remembered run. Where that start is not in this clone, HEAD alone. Never fails: what git cannot show is not there.
 */
export async function readAcceptances(wish: AcceptanceWish, world: GitWorld): Promise<SeenAcceptances> {
  const { directory } = wish;
  const head = await resolve('HEAD', directory, world);
  if (head === null) return { accepted: [], whole: false };
  const since = await findSince(head, wish, world);
  const listed = since.length === 0 ? '' : await listCommits(head, since, directory, world);
  const commits = (listed ?? '').split('\n').filter((commit) => commitName.test(commit));
  const { messages, whole } = await readMessages(commits.length === 0 ? [head] : commits, directory, world);
  const isShallow = (await ask(directory, world, 'rev-parse', '--is-shallow-repository')) !== 'false';
  return {
    accepted: messages.reduce<readonly Acceptance[]>((all, { by, text }) => joinAcceptances(all, parseAcceptances(text, by)), []),
    whole: whole && since.length > 0 && listed !== null && commits.length < mostCommits && !isShallow,
  };
}

/** The commits before which nothing is asked; none where none is known. */
async function findSince(head: string, wish: AcceptanceWish, world: GitWorld): Promise<readonly string[]> {
  const { directory, pullRequest, defaultBranch } = wish;
  if (pullRequest !== null) {
    const { baseSha, baseRef } = pullRequest;
    const names = [...(commitName.test(baseSha) ? [baseSha] : []), ...tipsOf(baseRef), ...(await mergedOnto(head, wish, world))];
    return resolveAll(names, directory, world);
  }
  const pointed = defaultBranch === '' ? await ask(directory, world, 'rev-parse', '--abbrev-ref', 'origin/HEAD') : null;
  const main = defaultBranch || (pointed ?? '').replace(/^origin\//, '');
  const mains = main === '' || main === 'HEAD' ? ['main', 'master'] : [main];
  if (mains.includes(wish.ref.replace(/^refs\/heads\//, ''))) return findRemembered(head, wish, world);
  return resolveAll(mains.flatMap(tipsOf), directory, world);
}

function tipsOf(branch: string): readonly string[] {
  return branch === '' ? [] : [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`];
}

/** GitHub checks out a merge of the pull request into its base, which may have gone on since the event was sent. */
async function mergedOnto(head: string, { directory, commit }: AcceptanceWish, world: GitWorld): Promise<readonly string[]> {
  const header = ((await askGit({ directory, command: ['cat-file', 'commit'], operands: [head], timeoutMs: lookMs }, world)) ?? '').split(
    '\n\n',
    1,
  )[0];
  const [onto, merged, ...more] = [...(header ?? '').matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, name = '']) => name);
  return onto !== undefined && merged === commit && more.length === 0 ? [onto] : [];
}

/** The newest remembered run that HEAD goes on top of; a run of HEAD itself is no start. */
async function findRemembered(head: string, { directory, remembered }: AcceptanceWish, world: GitWorld): Promise<readonly string[]> {
  const known = [...new Set(remembered.toReversed())].filter((commit) => commitName.test(commit) && commit !== head);
  for (const commit of known.slice(0, mostRemembered)) {
    const call = { directory, command: ['merge-base', '--is-ancestor'], operands: [commit, head], timeoutMs: lookMs };
    if ((await git(call, world)).kind === 'done') return [commit];
  }
  return [];
}

async function listCommits(head: string, since: readonly string[], directory: string, world: GitWorld): Promise<string | null> {
  const command = ['rev-list', `--max-count=${mostCommits}`];
  return askGit({ directory, command, operands: [head, ...since.map((commit) => `^${commit}`)], timeoutMs: lookMs }, world);
}

interface Message {
  readonly by: string;
  readonly text: string;
}

/** The messages that accept something, newest first. Where they are too long together the newer half has to do. */
async function readMessages(
  commits: readonly string[],
  directory: string,
  world: GitWorld,
): Promise<{ readonly messages: readonly Message[]; readonly whole: boolean }> {
  const form = ['-z', '--format=%H%n%B', '--encoding=UTF-8', '--no-color', '--no-notes', '--no-show-signature'];
  const command = ['log', '--no-walk=unsorted', ...picks, ...form];
  const answer = await git({ directory, command, operands: commits, timeoutMs: lookMs, maxBytes: mostBytes }, world);
  if (answer.kind === 'overlong' && commits.length > 1) {
    const half = await readMessages(commits.slice(0, Math.floor(commits.length / 2)), directory, world);
    return { ...half, whole: false };
  }
  if (answer.kind !== 'done') return { messages: [], whole: false };
  const messages = answer.stdout.split('\0').flatMap((entry) => {
    const end = entry.indexOf('\n');
    const commit = entry.slice(0, end);
    return commitName.test(commit) ? [{ by: `commit ${commit.slice(0, 7)}`, text: entry.slice(end + 1) }] : [];
  });
  return { messages, whole: true };
}

async function resolveAll(names: readonly string[], directory: string, world: GitWorld): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    const commit = await resolve(name, directory, world);
    if (commit !== null && !found.includes(commit)) found.push(commit);
  }
  return found;
}

async function resolve(revision: string, directory: string, world: GitWorld): Promise<string | null> {
  const command = ['rev-parse', '--verify', '--quiet'];
  const name = await askGit({ directory, command, operands: [`${revision}^{commit}`], timeoutMs: lookMs }, world);
  return name !== null && commitName.test(name) ? name : null;
}

async function ask(directory: string, world: GitWorld, ...command: readonly string[]): Promise<string | null> {
  return askGit({ directory, command, timeoutMs: lookMs }, world);
}
