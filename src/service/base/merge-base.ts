import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askGit, git } from '../../git.ts';
import { noBase } from './base.ts';
import { isCommitName } from './clone.ts';
import { deepen } from './fetch.ts';
import { adviseFetch, type Found, type Search } from './search.ts';
import { tellGit, tidy } from './tidy.ts';

/** Commits by which a clone is deepened at first; each next step is three times as long. */
const firstStep = 10;
const stepGrowth = 3;
/** More commits than any history has. */
const longestStep = 2_000_000;
const mostWants = 50;
/** So often in a row a clone may seem no deeper than before, so long apart. */
const mostStuck = 3;
const stuckMs = 100;
const lookMs = 60_000;

/** The best common commit of HEAD and another, with a shallow clone deepened until it has one and no further. */
export async function findMergeBase(other: string, name: string, search: Search): Promise<Found> {
  const { clone, world } = search;
  let before: string | null = null;
  let stuck = 0;
  for (let step = firstStep; ; step = Math.min(longestStep, step * stepGrowth)) {
    const asked = await askMergeBase(other, name, search);
    if (asked.kind === 'found') return asked;
    const cuts = await findCuts([clone.head, other], search);
    const after = cuts.join();
    // Nothing is cut: then this is for good, unless another has deepened the clone since we asked.
    if (after === '' && before === '') return asked.kind === 'apart' ? noBase(tellApart(name)) : asked;
    stuck = after === before ? stuck + 1 : 0;
    before = after;
    if (after === '') continue;
    const refuse = (why: string): Found =>
      asked.kind === 'apart'
        ? noBase(`The clone is too shallow to hold the merge base with ${tidy(name)}, and ${why}: ${adviseFetch(world)}.`)
        : asked;
    if (stuck > mostStuck) return refuse('its remote has no more to give');
    // Who deepens the same clone at this moment may undo what we brought, or have it read while only half of it is there.
    if (stuck > 0) await world.sleep(stuckMs, world.interrupted);
    const deepened = await deepen(cuts.slice(0, mostWants), step, search);
    if (deepened.kind === 'refused') return refuse(deepened.why);
    if (deepened.kind === 'absent') return refuse('its remote no longer has the commits it ends at');
  }
}

function tellApart(name: string): string {
  return `HEAD and ${tidy(name)} have no commit in common: name another base with --against or compare.against.`;
}

/** `apart`: as far as this clone reaches they have no commit in common. */
async function askMergeBase(other: string, name: string, { clone, world }: Search): Promise<Found | { readonly kind: 'apart' }> {
  const call = { directory: clone.toplevel, command: ['merge-base'], operands: [clone.head, other], timeoutMs: lookMs };
  const answer = await git(call, world);
  const commit = answer.kind === 'done' ? answer.stdout.trim() : '';
  if (isCommitName(commit)) return { kind: 'found', commit, name: `merge base with ${tidy(name)}` };
  // The same status tells that there is none and that history could not be read.
  if (answer.kind === 'failed' && answer.status === 1 && !/^(?:error|fatal):/m.test(answer.stderr)) return { kind: 'apart' };
  const said = answer.kind === 'failed' ? ` (${tellGit(answer.stderr)})` : '';
  return noBase(`Git cannot tell the merge base with ${tidy(name)}${said}: see what \`git merge-base\` and \`git fsck\` say.`);
}

/** Where the history of these commits is cut: they look like first commits and are none. */
export async function findCuts(commits: readonly string[], { clone, world }: Search): Promise<readonly string[]> {
  // Beside all worktrees: how far back a clone reaches is the same for each of them.
  const readShallow = async (): Promise<string> => readFile(join(clone.commonDirectory, 'shallow'), 'utf8').catch(() => '');
  const before = await readShallow();
  if (before === '') return [];
  const command = ['rev-list', '--max-parents=0'];
  // Not in the working tree, where a file may be named like a commit and confuse git.
  const roots = await askGit({ directory: clone.commonDirectory, command, operands: commits, timeoutMs: lookMs }, world);
  if (roots === null) return commits;
  // Another may deepen the clone meanwhile: what was a cut before or is one after, was one when git looked.
  const shallow = new Set(`${before}\n${await readShallow()}`.split('\n'));
  return roots.split('\n').filter((commit) => commit !== '' && shallow.has(commit));
}
