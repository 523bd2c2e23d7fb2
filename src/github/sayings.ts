import type { Answer, Api } from './api.ts';
import type { GithubContext } from './context.ts';
import { degraded, type Delivery } from './delivery.ts';
import { at, numberLike, textLike } from './field.ts';
import { findPullRequest } from './pull-request.ts';

/** What people say of a change: a label, or the message of a commit. Hostile text. */
export interface Saying {
  /** `label of pull request 12`, `commit 4f2c1e9`. */
  readonly by: string;
  readonly text: string;
}

export interface Sayings {
  /** Commits before labels, the newest first. */
  readonly sayings: readonly Saying[];
  /** What GitHub did not tell. */
  readonly refusals: readonly Delivery[];
}

/** A commit of the default branch may belong to several: stacked ones, or a queue's. */
const mostPulls = 3;
/** GitHub lists 250 commits of a pull request at most, a hundred a page. */
const commitPages = 3;
const perPage = 100;
const mostChars = 65_536;

/** What the event itself tells: the labels of its pull request. Asks nobody. */
export function sayingsOfEvent({ labels, pullRequest }: Pick<GithubContext, 'labels' | 'pullRequest'>): readonly Saying[] {
  return labels === null || pullRequest === null ? [] : tellLabels(labels, pullRequest);
}

/**
 * The labels of the pull request that a run is about, and with `commits` the messages of its commits. Of a run of the default branch that is
 * the one its commit was merged by. A label may have come after the event: where a run is repeated, GitHub is asked. Never fails.
 */
export async function readSayings(api: Api, context: GithubContext, commits: boolean): Promise<Sayings> {
  const told = sayingsOfEvent(context);
  const isFresh = context.labels !== null && context.runAttempt === '1';
  if (isFresh && !commits) return { sayings: told, refusals: [] };
  const found = await findPulls(api, context);
  if (found.kind === 'refused') return { sayings: told, refusals: [refuse('The pull request that this commit came by', found)] };
  const read = await Promise.all(
    found.value.flatMap((pull) => [
      ...(commits ? [readCommits(api, context, pull)] : []),
      isFresh ? Promise.resolve({ sayings: told, refusals: [] }) : readLabels(api, context, pull, told),
    ]),
  );
  return { sayings: read.flatMap(({ sayings }) => sayings), refusals: read.flatMap(({ refusals }) => refusals) };
}

async function findPulls(api: Api, context: GithubContext): Promise<Answer<readonly number[]>> {
  const answered = (value: readonly number[]): Answer<readonly number[]> => ({ kind: 'answered', value });
  if (context.pullRequest !== null) return answered([context.pullRequest]);
  if (context.event === 'workflow_run') {
    const found = await findPullRequest(api, context);
    return answered(found.kind === 'found' ? [found.number] : []);
  }
  if (context.event === 'merge_group') {
    const number = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d{0,9})-[0-9a-f]{40}$/.exec(context.ref)?.[1];
    return answered(number === undefined ? [] : [Number(number)]);
  }
  return context.onDefaultBranch && context.commit !== '' ? findMerged(api, context) : answered([]);
}

async function findMerged(api: Api, { repository, commit, defaultBranch }: GithubContext): Promise<Answer<readonly number[]>> {
  const answer = await api.ask((octokit, request) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...nameOf(repository), commit_sha: commit, per_page: perPage, request }),
  );
  if (answer.kind === 'refused') return answer;
  const numbers = listIn(answer.value).flatMap((pull) => {
    const number = numberLike(at(pull, 'number'));
    const isMerged = textLike(at(pull, 'merged_at'), /./) !== '' && at(pull, 'base', 'ref') === defaultBranch;
    return number !== null && isMerged ? [number] : [];
  });
  return { kind: 'answered', value: numbers.slice(0, mostPulls) };
}

async function readLabels(api: Api, { repository }: GithubContext, pull: number, told: readonly Saying[]): Promise<Sayings> {
  const answer = await api.ask((octokit, request) => octokit.rest.pulls.get({ ...nameOf(repository), pull_number: pull, request }));
  if (answer.kind === 'refused') return { sayings: told, refusals: [refuse(`The labels of pull request ${pull}`, answer)] };
  const labels = at(answer.value, 'data', 'labels');
  const names = (Array.isArray(labels) ? labels : []).map((label: unknown) => textLike(at(label, 'name'), /^/));
  return { sayings: tellLabels(names, pull), refusals: [] };
}

async function readCommits(api: Api, { repository }: GithubContext, pull: number): Promise<Sayings> {
  const sayings: Saying[] = [];
  for (let page = 1; page <= commitPages; page += 1) {
    const answer = await api.ask((octokit, request) =>
      octokit.rest.pulls.listCommits({ ...nameOf(repository), pull_number: pull, per_page: perPage, page, request }),
    );
    if (answer.kind === 'refused') return { sayings, refusals: [refuse(`The commits of pull request ${pull}`, answer)] };
    const listed = listIn(answer.value);
    // GitHub lists them oldest first.
    for (const one of listed) {
      const sha = textLike(at(one, 'sha'), /^[0-9a-f]{40}$/);
      if (sha !== '')
        sayings.unshift({ by: `commit ${sha.slice(0, 7)}`, text: textLike(at(one, 'commit', 'message'), /^/).slice(0, mostChars) });
    }
    if (listed.length < perPage) break;
  }
  return { sayings, refusals: [] };
}

function tellLabels(labels: readonly string[], pull: number): readonly Saying[] {
  return labels.map((text) => ({ by: `label of pull request ${pull}`, text: text.slice(0, perPage) }));
}

function refuse(what: string, { why }: { readonly why: string }): Delivery {
  return degraded(`${what} could not be read, so nothing is accepted by them: ${why}.`);
}

function listIn(response: unknown): readonly unknown[] {
  const data = at(response, 'data');
  return Array.isArray(data) ? data : [];
}

function nameOf(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = '', repo = ''] = repository.split('/');
  return { owner, repo };
}
