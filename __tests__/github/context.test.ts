import { describe, expect, it } from 'vitest';
import { readContext, runUrl, type GithubContext } from '../../src/github/context.ts';
import {
  dispatchEvent,
  headSha,
  mainSha,
  mergeGroupEvent,
  mergeSha,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  workflowRunEvent,
  type RunnerEvent,
} from '../support/events.ts';

const read = (event: RunnerEvent, more: Readonly<Record<string, string>> = {}): GithubContext =>
  readContext({ ...event.environment, ...more }, JSON.stringify(event.payload));

describe('where a run happens', () => {
  it.each([
    ['a push to the default branch', pushEvent(), { commit: mainSha, onDefaultBranch: true, pullRequest: null, base: null }],
    ['a push to another branch', pushEvent('faster'), { commit: mainSha, onDefaultBranch: false, pullRequest: null }],
    ['a nightly run', scheduleEvent(), { commit: mainSha, onDefaultBranch: true, pullRequest: null }],
    ['a dispatch on the default branch', dispatchEvent(), { commit: mainSha, onDefaultBranch: true }],
    ['a dispatch on another branch', dispatchEvent('faster'), { onDefaultBranch: false }],
    [
      'a pull request',
      pullRequestEvent(),
      { commit: headSha, onDefaultBranch: false, pullRequest: 7, headBranch: 'faster', base: { sha: mainSha, ref: 'main' } },
    ],
    [
      'a pull request from a fork',
      pullRequestEvent({ fork: true }),
      { commit: headSha, onDefaultBranch: false, pullRequest: 7, headRepository: 'mona/octo-repo' },
    ],
    ['a merge queue', mergeGroupEvent(), { commit: headSha, onDefaultBranch: false, pullRequest: null }],
    [
      'a workflow run after a pull request from a fork',
      workflowRunEvent(),
      {
        commit: headSha,
        onDefaultBranch: false,
        pullRequest: null,
        headRepository: 'mona/octo-repo',
        headBranch: 'faster',
      },
    ],
    ['a workflow run after a pull request of our own', workflowRunEvent({ fork: false }), { commit: headSha, onDefaultBranch: false }],
  ])('%s', (_name, event, expected) => {
    expect(read(event)).toMatchObject({ event: event.name, repository: 'octo-org/octo-repo', defaultBranch: 'main', ...expected });
  });

  it('takes a schedule for the default branch even if the payload does not name one', () => {
    const context = readContext(scheduleEvent().environment, '{"schedule":"17 3 * * *"}');
    expect(context).toMatchObject({ defaultBranch: 'main', onDefaultBranch: true });
  });

  it('does not take a tag named like the default branch for that branch', () => {
    expect(read(pushEvent(), { GITHUB_REF: 'refs/tags/main' }).onDefaultBranch).toBe(false);
  });

  it('knows no repository for the head of a deleted fork', () => {
    const event = pullRequestEvent();
    const payload = JSON.parse(JSON.stringify(event.payload));
    payload.pull_request.head.repo = null;
    expect(read({ ...event, payload })).toMatchObject({ headRepository: '' });
  });

  it.each([
    ['not JSON'],
    [''],
    ['null'],
    ['[]'],
    ['"text"'],
    ['{"repository":7,"pull_request":[],"workflow_run":null}'],
    ['['.repeat(100_000)],
  ])('finds nothing in the payload %s, and does not throw', (payload) => {
    const event = pullRequestEvent();
    expect(readContext(event.environment, payload.slice(0, 200_000))).toMatchObject({
      commit: mergeSha,
      pullRequest: null,
      defaultBranch: '',
      onDefaultBranch: false,
    });
  });

  it('puts no check on the default branch when a workflow run does not name its head', () => {
    expect(readContext(workflowRunEvent().environment, '{}')).toMatchObject({ commit: '' });
  });

  it.each([
    ['GITHUB_SHA', 'HEAD; rm -rf /', 'commit', ''],
    ['GITHUB_REPOSITORY', '../secrets', 'repository', ''],
    ['GITHUB_REF', 'refs/heads/a\nb', 'ref', ''],
    ['GITHUB_RUN_ID', '1/../2', 'runId', ''],
    ['GITHUB_RUN_ATTEMPT', '-1', 'runAttempt', ''],
    ['GITHUB_SERVER_URL', 'javascript:alert(1)', 'serverUrl', 'https://github.com'],
    ['GITHUB_API_URL', 'https://user:secret@ghe.example', 'apiUrl', 'https://api.github.com'],
    ['GITHUB_API_URL', 'https://ghe.example/api/v3/', 'apiUrl', 'https://ghe.example/api/v3'],
  ] as const)('reads %s=%s as %s=%s', (name, value, key, expected) => {
    expect(readContext({ ...pushEvent().environment, [name]: value }, '{}')[key]).toBe(expected);
  });

  it('knows the address of its own run', () => {
    const context = read(pushEvent(), { GITHUB_RUN_ID: '4711', GITHUB_RUN_ATTEMPT: '2' });
    expect(runUrl(context)).toBe('https://github.com/octo-org/octo-repo/actions/runs/4711/attempts/2');
    expect(runUrl({ ...context, runId: '' })).toBe('');
  });
});
