import { askGit, type GitAnswer } from '../../git.ts';
import { commitOf } from './clone.ts';
import { gitPatiently } from './patiently.ts';
import { readFetch, type Fetched } from './refusal.ts';
import type { Search } from './search.ts';

/** No tags, no FETCH_HEAD written, no submodule visited; and what is asked for is commits, not branches, so that no branch moves. */
const fetchQuietly = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];

/** Has a commit brought here, unless it is here already. A clone that is shallow gets no history with it; one that is not stays whole. */
export async function fetchCommit(commit: string, search: Search): Promise<Fetched> {
  const { clone, world } = search;
  if ((await commitOf(commit, clone, world)) !== null) return { kind: 'fetched' };
  const fetched = await fetchFrom([commit], (await isShallow(search)) ? ['--depth=1'] : [], search);
  if (fetched.kind !== 'fetched') return fetched;
  return (await commitOf(commit, clone, world)) === null ? { kind: 'absent' } : fetched;
}

/** Lets history begin so many commits earlier where it is cut. */
export async function deepen(wants: readonly string[], commits: number, search: Search): Promise<Fetched> {
  return fetchFrom(wants, [`--deepen=${commits}`], search);
}

/** Whether the history in this clone is cut anywhere. */
async function isShallow({ clone, world }: Search): Promise<boolean> {
  return (await askGit({ directory: clone.toplevel, command: ['rev-parse', '--is-shallow-repository'] }, world)) === 'true';
}

/** What the remote's refs of exactly these names stand at: commits, or tags of such. */
export async function listRemote(
  refs: readonly string[],
  search: Search,
): Promise<{ readonly kind: 'listed'; readonly objects: ReadonlyMap<string, string> } | Exclude<Fetched, { kind: 'fetched' }>> {
  const { remote } = search.clone;
  if (remote === null) return { kind: 'absent' };
  const answer = await askRemote(['ls-remote', '--quiet'], [remote, ...refs], search);
  if (answer.kind !== 'done') {
    const read = readFetch(answer, remote);
    return read.kind === 'refused' ? read : { kind: 'absent' };
  }
  const lines = [...answer.stdout.matchAll(/^([0-9a-f]{40,64})\t(.*)$/gm)];
  return { kind: 'listed', objects: new Map(lines.map(([, object = '', ref = '']) => [ref, object])) };
}

async function fetchFrom(wants: readonly string[], depth: readonly string[], search: Search): Promise<Fetched> {
  const { remote } = search.clone;
  if (remote === null) return { kind: 'refused', why: 'it has no remote to ask' };
  return readFetch(await askRemote([...fetchQuietly, ...depth], [remote, ...wants], search), remote);
}

async function askRemote(command: readonly string[], operands: readonly string[], { clone, world, untilMs }: Search): Promise<GitAnswer> {
  return gitPatiently({ directory: clone.toplevel, command, operands }, untilMs, world);
}
