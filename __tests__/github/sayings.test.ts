import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFurther } from '../../src/further.ts';
import { readContext, type GithubContext } from '../../src/github/context.ts';
import { readSayings, type Sayings } from '../../src/github/sayings.ts';
import {
  dispatchEvent,
  headSha,
  mainSha,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
  type RunnerEvent,
} from '../support/events.ts';
import { notAccessible, startGithubApi, type GithubApi } from '../support/github-api.ts';
import { openTestApi, token } from '../support/open-api.ts';

const label = 'plimsoll: accept p95';
const commits = [
  { sha: 'a'.repeat(40), message: 'One\n\nplimsoll: accept p95' },
  { sha: 'b'.repeat(40), message: 'Two\n\nplimsoll: accept mean because of two' },
];
let github: GithubApi;

const contextOf = (event: RunnerEvent, attempt = '1'): GithubContext =>
  readContext({ ...event.environment, GITHUB_RUN_ATTEMPT: attempt }, JSON.stringify(event.payload));
const read = (event: RunnerEvent, withCommits = false, attempt = '1'): Promise<Sayings> =>
  readSayings(openTestApi(github.url), contextOf(event, attempt), withCommits);
const routes = (): readonly string[] => github.requests().map(({ route }) => route);

beforeEach(async () => {
  github = await startGithubApi();
});
afterEach(() => github.close());

describe('what is said of a pull request', () => {
  it('are its labels as the event tells them, without asking anybody', async () => {
    const by = 'label of pull request 7';
    expect(await read(pullRequestEvent({ labels: ['bug', label] }))).toEqual({
      sayings: [
        { by, text: 'bug' },
        { by, text: label },
      ],
      refusals: [],
    });
    expect(routes()).toEqual([]);
  });

  it('are its labels as they are by now, where the run is repeated', async () => {
    github.addPull({ number: 7, headSha, headRepository: 'octo-org/octo-repo', headBranch: 'faster', labels: [label] });
    expect((await read(pullRequestEvent({ labels: ['bug'] }), false, '2')).sayings).toEqual([
      { by: 'label of pull request 7', text: label },
    ]);
    expect(routes()).toEqual(['pulls/get']);
  });

  it('are its commits as well where the clone has not all of them, the newest first', async () => {
    github.addPull({ number: 7, headSha, headRepository: 'octo-org/octo-repo', headBranch: 'faster', commits });
    const { sayings } = await read(pullRequestEvent({ labels: [label] }), true);
    expect(sayings.map(({ by }) => by)).toEqual(['commit bbbbbbb', 'commit aaaaaaa', 'label of pull request 7']);
    const many = Array.from({ length: 260 }, (_, at) => ({ sha: at.toString(16).padStart(40, '0'), message: String(at) }));
    github.addPull({ number: 8, headSha, headRepository: 'octo-org/octo-repo', headBranch: 'longer', commits: many });
    const all = (await read(pullRequestEvent({ number: 8, labels: [] }), true)).sayings;
    expect([all.length, all[0]?.text, all.at(-1)?.text]).toEqual([250, '249', '0']);
  });

  it('is found for a run that follows another workflow, and in a merge queue', async () => {
    github.addPull({ number: 9, headSha, headRepository: 'mona/octo-repo', headBranch: 'faster', labels: [label], commits });
    expect((await read(workflowRunEvent(), true)).sayings).toHaveLength(3);
    github.addPull({ number: 104, headSha, headRepository: 'octo-org/octo-repo', headBranch: 'queued', labels: [label] });
    expect((await read(mergeGroupEvent())).sayings).toEqual([{ by: 'label of pull request 104', text: label }]);
  });

  it.each([
    ['a push', pushEvent()],
    ['a nightly run', scheduleEvent()],
    ['a dispatch', dispatchEvent()],
  ])('is found on the default branch by the commit it was merged as: %s', async (_name, event) => {
    const from = { headSha, headRepository: 'octo-org/octo-repo', headBranch: 'faster', labels: [label] };
    github.addPull({ ...from, number: 12, mergeSha: mainSha });
    // Open, and merged into something else.
    github.addPull({ ...from, number: 13, headSha: mainSha });
    github.addPull({ ...from, number: 14, mergeSha: mainSha, base: 'release' });
    expect((await read(event)).sayings).toEqual([{ by: 'label of pull request 12', text: label }]);
  });

  it('is nothing on another branch, or where there is no pull request', async () => {
    expect(await read(pushEvent('other'), true)).toEqual({ sayings: [], refusals: [] });
    expect(routes()).toEqual([]);
    expect(await read(pushEvent(), true)).toEqual({ sayings: [], refusals: [] });
    expect(await read(workflowRunEvent(), true)).toEqual({ sayings: [], refusals: [] });
  });

  it('is told to be missing where GitHub refuses, and what is known all the same counts', async () => {
    github.trouble('*', notAccessible);
    const repeated = await read(pullRequestEvent({ labels: [label] }), true, '2');
    expect(repeated.sayings).toEqual([{ by: 'label of pull request 7', text: label }]);
    expect(repeated.refusals).toMatchObject([
      {
        kind: 'degraded',
        sentence: expect.stringMatching(
          /^The commits of pull request 7 could not be read, .* 403 \(Resource not accessible by integration\)\.$/,
        ),
      },
      { kind: 'degraded', sentence: expect.stringContaining('The labels of pull request 7 could not be read') },
    ]);
    const pushed = await read(pushEvent());
    expect(pushed).toMatchObject({ sayings: [], refusals: [{ kind: 'degraded' }] });
    expect(JSON.stringify([repeated, pushed])).not.toContain(token);
  });
});

describe('what is accepted on GitHub', () => {
  it('is read from labels and commits, each metric once, and without an API from the event alone', async () => {
    github.addPull({ number: 7, headSha, headRepository: 'octo-org/octo-repo', headBranch: 'faster', commits });
    const context = contextOf(pullRequestEvent({ labels: ['plimsoll: accept p95, rss', 'plimsoll:acceptance tests'] }));
    const labelled = { because: '', by: 'label of pull request 7' };
    expect(await findFurther(false, context, openTestApi(github.url))).toEqual({
      accepted: [
        { metric: 'mean', because: 'of two', by: 'commit bbbbbbb' },
        { metric: 'p95', because: '', by: 'commit aaaaaaa' },
        { metric: 'rss', ...labelled },
      ],
      notes: [],
    });
    expect((await findFurther(false, context, null)).accepted).toEqual([
      { metric: 'p95', ...labelled },
      { metric: 'rss', ...labelled },
    ]);
  });
});
