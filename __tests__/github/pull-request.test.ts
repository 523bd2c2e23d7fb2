import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPullRequest, type FoundPullRequest, type Head } from '../../src/github/pull-request.ts';
import { startGithubApi, type GithubApi } from '../support/github-api.ts';
import { openTestApi } from '../support/open-api.ts';

const head: Head = {
  repository: 'octo-org/octo-repo',
  commit: 'a'.repeat(40),
  headRepository: 'mona/octo-repo',
  headBranch: 'feat/a&b=#1',
};
const pull = { number: 7, headSha: head.commit, headRepository: head.headRepository, headBranch: head.headBranch };

let github: GithubApi;

const find = (more: Partial<Head> = {}): Promise<FoundPullRequest> => findPullRequest(openTestApi(github.url), { ...head, ...more });

beforeEach(async () => {
  github = await startGithubApi();
});

afterEach(async () => {
  await github.close();
});

describe('finding a fork’s pull request', () => {
  it('takes the one whose head commit and repository agree', async () => {
    github.addPull({ ...pull, number: 5, headRepository: 'eve/octo-repo' });
    github.addPull({ ...pull, number: 6, headSha: 'b'.repeat(40) });
    github.addPull(pull);
    expect(await find()).toEqual({ kind: 'found', number: 7 });
  });

  it('finds it by its commit when the branch was renamed', async () => {
    github.addPull({ ...pull, headBranch: 'other' });
    expect(await find()).toEqual({ kind: 'found', number: 7 });
  });

  it.each([
    ['it was closed', { ...pull, state: 'closed' as const }],
    ['its head has moved on', { ...pull, headSha: 'b'.repeat(40) }],
    ['it comes from another repository', { ...pull, headRepository: 'eve/octo-repo' }],
    ['its repository is gone', { ...pull, headRepository: null }],
  ])('finds none when %s', async (_name, other) => {
    github.addPull(other);
    expect(await find()).toEqual({
      kind: 'none',
      sentence: 'No pull request found to comment on: no open pull request has this head commit any more.',
    });
  });

  it('does not guess between two', async () => {
    github.addPull(pull);
    github.addPull({ ...pull, number: 9, base: 'release' });
    expect(await find()).toMatchObject({ kind: 'none', sentence: expect.stringContaining('#7, #9') });
  });

  it('asks nothing when the event names no head', async () => {
    expect((await find({ commit: '' })).kind).toBe('none');
    expect((await find({ headRepository: '' })).kind).toBe('none');
    expect(github.requests()).toEqual([]);
  });

  it('finds none, and says why, when GitHub does not answer', async () => {
    github.trouble('*', { kind: 'answer', status: 500 });
    expect(await find()).toMatchObject({ kind: 'none', sentence: expect.stringContaining('500') });
  });
});
