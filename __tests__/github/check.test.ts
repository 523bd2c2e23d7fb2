import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkName, openCheck, type CheckResult } from '../../src/github/check.ts';
import { notAccessible, rateLimited, startGithubApi, type GithubApi } from '../support/github-api.ts';
import { openTestApi } from '../support/open-api.ts';

const commit = 'a'.repeat(40);
const place = {
  repository: 'octo-org/octo-repo',
  commit,
  suite: '',
  externalId: '4711-1',
  detailsUrl: 'https://github.com/octo-org/octo-repo/actions/runs/4711',
};
const failing: CheckResult = { conclusion: 'failure', title: 'p95 is over its limit', summary: '# report' };

let github: GithubApi;

beforeEach(async () => {
  github = await startGithubApi();
});

afterEach(async () => {
  await github.close();
});

describe('the check run', () => {
  it('is in progress on the head commit, then concluded', async () => {
    const check = await openCheck(openTestApi(github.url), place);
    expect(check.opening).toMatchObject({ kind: 'done', url: expect.stringContaining('/runs/') });
    expect(github.checkRuns()).toMatchObject([{ name: 'Plimsoll', headSha: commit, status: 'in_progress', externalId: '4711-1' }]);
    expect(await check.conclude(failing)).toMatchObject({ kind: 'done', sentence: 'Check run concluded: failure.' });
    expect(github.checkRuns()).toMatchObject([
      { status: 'completed', conclusion: 'failure', title: failing.title, summary: '# report', detailsUrl: place.detailsUrl },
    ]);
  });

  it('is concluded as cancelled by the end of its block', async () => {
    const scope = async (): Promise<void> => {
      await using check = await openCheck(openTestApi(github.url), place);
      expect(check.opening.kind).toBe('done');
      throw new Error('interrupted');
    };
    await expect(scope()).rejects.toThrow('interrupted');
    expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'cancelled', title: 'No verdict' }]);
  });

  it('keeps its first conclusion', async () => {
    {
      await using check = await openCheck(openTestApi(github.url), place);
      await check.conclude(failing);
      await check.conclude({ ...failing, conclusion: 'success' });
    }
    expect(github.checkRuns()).toMatchObject([{ conclusion: 'failure' }]);
    expect(github.requests()).toHaveLength(2);
  });

  it('is given up in one sentence and one request when the token may not', async () => {
    github.denyWrites();
    const check = await openCheck(openTestApi(github.url), place);
    const delivery = await check.conclude(failing);
    expect(delivery).toEqual({
      kind: 'degraded',
      sentence:
        'No check run: GitHub answered 403 (Resource not accessible by integration); it needs `checks: write`, which a pull request from a fork never gets.',
      url: '',
    });
    expect(check.opening).toEqual(delivery);
    expect(github.requests()).toHaveLength(1);
  });

  it.each([
    ['was away', { kind: 'answer', status: 500 } as const],
    ['was busy', rateLimited(403, 90)],
  ])('is made in one go at the end when GitHub %s at the start', async (_name, trouble) => {
    github.trouble('checks/create', trouble);
    const check = await openCheck(openTestApi(github.url), place);
    expect(check.opening.kind).toBe('degraded');
    github.heal();
    expect((await check.conclude(failing)).kind).toBe('done');
    expect(github.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'failure', headSha: commit }]);
  });

  it('says so when it cannot be concluded any more', async () => {
    const check = await openCheck(openTestApi(github.url), place);
    github.trouble('checks/update', notAccessible);
    expect(await check.conclude(failing)).toMatchObject({ kind: 'degraded', url: expect.stringContaining('/runs/') });
  });

  it('is not tried without a commit', async () => {
    const check = await openCheck(openTestApi(github.url), { ...place, commit: '' });
    expect(await check.conclude(failing)).toMatchObject({
      kind: 'degraded',
      sentence: 'No check run: the event names no commit to put it on.',
    });
    expect(github.requests()).toEqual([]);
  });

  it('fits what GitHub takes, whatever the report holds', async () => {
    const check = await openCheck(openTestApi(github.url), { ...place, suite: 'süite\n'.repeat(99) });
    const delivery = await check.conclude({ conclusion: 'neutral', title: '\u202e🚢'.repeat(300), summary: '🚢'.repeat(40_000) });
    expect(delivery.kind).toBe('done');
    const [run] = github.checkRuns();
    expect(Buffer.byteLength(run?.summary ?? '')).toBe(65_532);
    expect(run?.summary).not.toContain('\ufffd');
  });

  it('has a stable name that tells suites apart', () => {
    expect(checkName('')).toBe('Plimsoll');
    expect(checkName('default')).toBe('Plimsoll');
    expect(checkName('api')).toBe('Plimsoll (api)');
    expect(Buffer.byteLength(checkName('ü'.repeat(500)))).toBeLessThanOrEqual(255);
  });
});
