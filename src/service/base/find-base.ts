import { noBase, type BaseWish } from './base.ts';
import { isBranchName } from './branch-name.ts';
import { isCommitName } from './clone.ts';
import { fetchCommit } from './fetch.ts';
import { findMergeBase } from './merge-base.ts';
import { findNamed } from './named.ts';
import { adviseFetch, type Found, type Search } from './search.ts';
import { tidy } from './tidy.ts';
import { findDefaultTip, findTip, type Tip } from './tip.ts';

/** Which commit the present one is held against. Throws a Fault where the user named one that does not exist. */
export async function findBase(wish: BaseWish, search: Search): Promise<Found> {
  if (wish.ref !== null) return findNamed(wish.ref, search);
  const found = await (wish.pullRequest === null
    ? findBelow(await findDefaultTip(wish.defaultBranch, search), 'the default branch', search)
    : findUnderPullRequest(wish.pullRequest, search));
  if (found.kind !== 'found' || found.commit !== search.clone.head) return found;
  if (wish.pullRequest !== null)
    return noBase('HEAD is the base itself, with nothing of the pull request in it: have actions/checkout check out the pull request.');
  return { ...noBase('HEAD is the base itself: name another with --against, e.g. `--against HEAD~1`.'), isHead: true };
}

/**
 * GitHub checks out a merge of the pull request into its base: then the base is the first parent, and nothing else need be known.
 * The event may be older than the merge, so the base's branch is asked where its commit is not that parent.
 */
async function findUnderPullRequest({ baseSha, baseRef }: { baseSha: string; baseRef: string }, search: Search): Promise<Found> {
  const { parents } = search.clone;
  const mergedOnto = parents.length === 2 ? parents[0] : undefined;
  if (mergedOnto !== undefined && mergedOnto === baseSha) return takeParent(mergedOnto, baseRef, search);
  const tip = await findPullTip(baseSha, baseRef, search);
  if (mergedOnto !== undefined && tip.kind === 'tip' && tip.commit === mergedOnto) return takeParent(mergedOnto, baseRef, search);
  return findBelow(tip, isBranchName(baseRef) ? baseRef : "the pull request's base", search);
}

/** The branch may be gone; its commit as the event tells it is not. */
async function findPullTip(baseSha: string, baseRef: string, search: Search): Promise<Tip> {
  const tip = await findTip(baseRef, search);
  if (tip.kind === 'tip' || !isCommitName(baseSha)) return tip;
  const fetched = await fetchCommit(baseSha, search);
  return fetched.kind === 'fetched' ? { kind: 'tip', commit: baseSha, name: tellBranch(baseRef) } : fetched;
}

async function takeParent(commit: string, baseRef: string, search: Search): Promise<Found> {
  const fetched = await fetchCommit(commit, search);
  if (fetched.kind === 'fetched') return { kind: 'found', commit, name: `tip of ${tellBranch(baseRef)}` };
  return tellMissing(fetched, 'the commit that the pull request is merged onto', search);
}

async function findBelow(tip: Tip, sought: string, search: Search): Promise<Found> {
  return tip.kind === 'tip' ? findMergeBase(tip.commit, tip.name, search) : tellMissing(tip, sought, search);
}

function tellMissing(tip: Exclude<Tip, { kind: 'tip' }>, sought: string, { clone, world }: Search): Found {
  const what = `This clone does not hold ${tidy(sought)}`;
  if (tip.kind === 'refused') return noBase(`${what}, and ${tip.why}: ${adviseFetch(world)}.`);
  if (clone.remote === null) return noBase(`${what}, and has no remote to ask: name the base with --against or compare.against.`);
  return noBase(`${what}, and neither does ${tidy(clone.remote)}: name the base with --against or compare.against.`);
}

function tellBranch(branch: string): string {
  return isBranchName(branch) ? tidy(branch) : 'the base';
}
