import { Fault } from '../../fault.ts';
import { noBase } from './base.ts';
import { isBranchName } from './branch-name.ts';
import { commitOf, isCommitName } from './clone.ts';
import { deepen, fetchCommit } from './fetch.ts';
import { findCuts, findMergeBase } from './merge-base.ts';
import { adviseFetch, type Found, type Search } from './search.ts';
import { tidy } from './tidy.ts';
import { askTip, type Tip } from './tip.ts';

/** The merge base of HEAD and the revision that the user named; of an earlier commit that is itself. Throws a Fault when there is none of that name. */
export async function findNamed(ref: string, search: Search): Promise<Found> {
  const tip = await findRevision(ref, search);
  if (tip.kind === 'absent') throw new Fault('base.unknown', { ref: tidy(ref) });
  if (tip.kind === 'refused') return noBase(`\`${tidy(ref)}\` is not in this clone, and ${tip.why}: ${adviseFetch(search.world)}.`);
  const found = await findMergeBase(tip.commit, ref, search);
  return found.kind === 'found' && found.commit === tip.commit ? { ...found, name: tidy(ref) } : found;
}

/** `HEAD~2` is the commit `HEAD`, and two steps towards its ancestors. */
async function findRevision(ref: string, search: Search): Promise<Tip> {
  const { clone, world } = search;
  const here = await commitOf(ref, clone, world);
  if (here !== null) return { kind: 'tip', commit: here, name: ref };
  const [, root = '', steps = ''] = /^(.*?)((?:[~^]\d*)*)$/s.exec(ref) ?? [];
  const rooted = await findRoot(root, search);
  if (rooted.kind !== 'tip' || steps === '') return rooted;
  const cuts = await findCuts([rooted.commit], search);
  const deepened = cuts.length === 0 ? null : await deepen(cuts, countSteps(steps), search);
  if (deepened !== null && deepened.kind !== 'fetched') return deepened;
  const commit = await commitOf(`${rooted.commit}${steps}`, clone, world);
  return commit === null ? { kind: 'absent' } : { kind: 'tip', commit, name: ref };
}

/** What a name without steps names: here, or at the remote as a branch, a tag or a whole commit name. */
async function findRoot(root: string, search: Search): Promise<Tip> {
  const { clone, world } = search;
  const here = await commitOf(root, clone, world);
  if (here !== null) return { kind: 'tip', commit: here, name: root };
  if (isCommitName(root)) {
    const fetched = await fetchCommit(root, search);
    return fetched.kind === 'fetched' ? { kind: 'tip', commit: root, name: root } : fetched;
  }
  const branch = root.startsWith(`${clone.remote}/`) ? root.slice(`${clone.remote}/`.length) : root;
  return isBranchName(branch) ? askTip([`refs/heads/${branch}`, `refs/tags/${branch}`], root, search) : { kind: 'absent' };
}

/** Generations that a suffix such as `~2^` goes back. */
function countSteps(steps: string): number {
  const each = [...steps.matchAll(/([~^])(\d*)/g)].map(([, sign, count]) => (sign === '~' && count !== '' ? Number(count) : 1));
  return Math.min(
    1_000_000,
    each.reduce((sum, generations) => sum + generations, 0),
  );
}
