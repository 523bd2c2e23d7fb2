import { askGit } from '../../git.ts';
import { isBranchName } from './branch-name.ts';
import { commitOf } from './clone.ts';
import { fetchCommit, listRemote } from './fetch.ts';
import type { Fetched } from './refusal.ts';
import type { Search } from './search.ts';

/** Where a branch stands; `name` is for people. */
export type Tip = { readonly kind: 'tip'; readonly commit: string; readonly name: string } | Exclude<Fetched, { kind: 'fetched' }>;

/** The tip of a branch: as last seen at the remote, else asked of the remote, else our own. */
export async function findTip(branch: string, search: Search): Promise<Tip> {
  const { clone, world } = search;
  if (!isBranchName(branch)) return { kind: 'absent' };
  const { remote } = clone;
  const seen = remote === null ? null : await commitOf(`refs/remotes/${remote}/${branch}`, clone, world);
  if (seen !== null) return { kind: 'tip', commit: seen, name: `${remote}/${branch}` };
  const asked = await askTip([`refs/heads/${branch}`], `${remote}/${branch}`, search);
  if (asked.kind === 'tip') return asked;
  const own = await commitOf(`refs/heads/${branch}`, clone, world);
  return own === null ? asked : { kind: 'tip', commit: own, name: branch };
}

/** Has the first of these refs that the remote knows brought here. */
export async function askTip(refs: readonly string[], name: string, search: Search): Promise<Tip> {
  const listed = await listRemote(refs, search);
  if (listed.kind !== 'listed') return listed;
  const object = refs.map((ref) => listed.objects.get(ref)).find((found) => found !== undefined);
  if (object === undefined) return { kind: 'absent' };
  const fetched = await fetchCommit(object, search);
  const commit = await commitOf(object, search.clone, search.world);
  if (fetched.kind === 'fetched' && commit !== null) return { kind: 'tip', commit, name };
  return fetched.kind === 'refused' ? fetched : { kind: 'absent' };
}

/** The tip of the default branch: the one of this name, else the one the remote points at, else `main` or `master`. */
export async function findDefaultTip(known: string, search: Search): Promise<Tip> {
  const { clone, world } = search;
  if (known !== '') return findTip(known, search);
  const { remote, toplevel } = clone;
  const pointer = `refs/remotes/${remote}/HEAD`;
  const pointed =
    remote === null ? null : await askGit({ directory: toplevel, command: ['symbolic-ref', '--quiet'], operands: [pointer] }, world);
  const prefix = pointer.slice(0, -'HEAD'.length);
  if (pointed?.startsWith(prefix) === true) {
    const tip = await findTip(pointed.slice(prefix.length), search);
    if (tip.kind === 'tip') return tip;
  }
  const usual = ['main', 'master'];
  const places = remote === null ? usual : [...usual.map((branch) => `${remote}/${branch}`), ...usual];
  for (const name of places) {
    const commit = await commitOf(name.includes('/') ? `refs/remotes/${name}` : `refs/heads/${name}`, clone, world);
    if (commit !== null) return { kind: 'tip', commit, name };
  }
  return remote === null ? { kind: 'absent' } : askTip(['HEAD'], `${remote}/HEAD`, search);
}
