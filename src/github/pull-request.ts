import type { Api } from './api.ts';
import { at, numberLike } from './field.ts';

export interface Head {
  /** `owner/name` of the repository the pull request is made to. */
  readonly repository: string;
  readonly commit: string;
  /** `owner/name` of the repository it comes from. */
  readonly headRepository: string;
  readonly headBranch: string;
}

export type FoundPullRequest = { readonly kind: 'found'; readonly number: number } | { readonly kind: 'none'; readonly sentence: string };

/**
 * Finds the open pull request of a `workflow_run`. Its payload names none for forks, and the artifact of the run it followed is the
 * stranger's own work: so GitHub is asked, and head commit and head repository must both agree.
 */
export async function findPullRequest(api: Api, head: Head): Promise<FoundPullRequest> {
  const [owner = '', repo = ''] = head.repository.split('/');
  const [headOwner = ''] = head.headRepository.split('/');
  if (owner === '' || headOwner === '' || head.commit === '') return none('the event names no head commit and repository');

  const byBranch = await api.ask((octokit, request) =>
    octokit.rest.pulls.list({ owner, repo, state: 'open', per_page: 100, head: `${headOwner}:${head.headBranch}`, request }),
  );
  if (byBranch.kind === 'refused') return none(byBranch.why);
  const found = matching(byBranch.value, head);
  if (found.length > 0) return settle(found);

  // The branch may have been renamed or removed since.
  const byCommit = await api.ask((octokit, request) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({ owner, repo, commit_sha: head.commit, per_page: 100, request }),
  );
  return byCommit.kind === 'refused' ? none(byCommit.why) : settle(matching(byCommit.value, head));
}

function settle(numbers: readonly number[]): FoundPullRequest {
  const [number, ...others] = numbers;
  if (number === undefined) return none('no open pull request has this head commit any more');
  if (others.length > 0) return none(`pull requests ${numbers.map((one) => `#${one}`).join(', ')} all have this head`);
  return { kind: 'found', number };
}

function matching(response: unknown, head: Head): readonly number[] {
  const pulls = at(response, 'data');
  return (Array.isArray(pulls) ? pulls : []).flatMap((pull: unknown) => {
    const number = numberLike(at(pull, 'number'));
    const from = String(at(pull, 'head', 'repo', 'full_name')).toLowerCase();
    const same = at(pull, 'state') === 'open' && at(pull, 'head', 'sha') === head.commit && from === head.headRepository.toLowerCase();
    return number !== null && same ? [number] : [];
  });
}

function none(why: string): FoundPullRequest {
  return { kind: 'none', sentence: `No pull request found to comment on: ${why}.` };
}
