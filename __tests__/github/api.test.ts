import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Api } from '../../src/github/api.ts';
import { notAccessible, rateLimited, startGithubApi, type GithubApi } from '../support/github-api.ts';
import { countNaps, openTestApi, token, type Naps } from '../support/open-api.ts';

let github: GithubApi;
let naps: Naps;

const ask = (api: Api): Promise<Answer<string>> =>
  api.ask(
    async (octokit, request) => (await octokit.rest.repos.get({ owner: 'octo-org', repo: 'octo-repo', request })).data.default_branch,
  );

const open = (more = {}): Api => openTestApi(github.url, { clock: naps.clock, ...more });

beforeEach(async () => {
  github = await startGithubApi();
  naps = countNaps();
});

afterEach(async () => {
  await github.close();
});

describe('asking GitHub', () => {
  it('gives the answer', async () => {
    expect(await ask(open())).toEqual({ kind: 'answered', value: 'main' });
    expect(github.requests()[0]?.authorization).toBe(`token ${token}`);
  });

  it('tries again after a 502, three times', async () => {
    github.trouble('repos/get', { kind: 'answer', status: 502, body: { message: 'Server Error' } }, 3);
    expect(await ask(open())).toEqual({ kind: 'answered', value: 'main' });
    github.trouble('repos/get', { kind: 'answer', status: 502, body: { message: 'Server Error' } });
    expect(await ask(open())).toEqual({ kind: 'refused', status: 502, why: 'GitHub answered 502 (Server Error)' });
    expect(github.requests()).toHaveLength(8);
  });

  it('asks once and does not wait when it is not allowed', async () => {
    github.trouble('*', notAccessible);
    expect(await ask(open())).toEqual({
      kind: 'refused',
      status: 403,
      why: 'GitHub answered 403 (Resource not accessible by integration)',
    });
    expect(github.requests()).toHaveLength(1);
    expect(naps.naps).toEqual([]);
  });

  it.each([403, 429] as const)('waits as long as a %i asks for', async (status) => {
    github.trouble('*', rateLimited(status, 7), 2);
    expect(await ask(open())).toEqual({ kind: 'answered', value: 'main' });
    expect(naps.naps).toEqual([7_000, 7_000]);
  });

  it('waits twice in its life and no more', async () => {
    github.trouble('*', rateLimited(429, 7));
    const api = open();
    expect(await ask(api)).toMatchObject({ kind: 'refused', status: 429 });
    expect(await ask(api)).toMatchObject({ kind: 'refused', status: 429 });
    expect(naps.naps).toEqual([7_000, 7_000]);
    expect(github.requests()).toHaveLength(4);
  });

  it('does not wait longer than a minute', async () => {
    for (const status of [403, 429] as const) {
      github.trouble('*', rateLimited(status, 61), 1);
      // Also for a 403: nobody should look for a missing permission.
      expect(await ask(open())).toMatchObject({
        kind: 'refused',
        status: 429,
        why: expect.stringContaining(`${status} (You have exceeded`),
      });
    }
    expect(naps.naps).toEqual([]);
  });

  it('waits until the limit is reset, by GitHub’s own clock, or a minute when it says nothing', async () => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1800000030', date: new Date(1_800_000_000_000).toUTCString() };
    github.trouble('*', { kind: 'answer', status: 403, headers }, 1);
    github.trouble('*', { kind: 'answer', status: 429 }, 1);
    expect(await ask(open())).toEqual({ kind: 'answered', value: 'main' });
    expect(naps.naps).toEqual([30_000, 60_000]);
  });

  it('gives up what does not come before its deadline', async () => {
    github.trouble('*', { kind: 'slow', ms: 5_000 });
    expect(await ask(open({ callMs: 100 }))).toEqual({ kind: 'refused', status: 0, why: 'GitHub did not answer within 0.1 s' });
  });

  it('gives up in the pause between two tries too', async () => {
    github.trouble('*', { kind: 'answer', status: 502 });
    expect(await ask(open({ callMs: 200, retryMs: 60_000 }))).toMatchObject({ kind: 'refused', status: 0 });
  });

  it('gives up for good when all together took too long', async () => {
    github.trouble('*', rateLimited(429, 50), 1);
    const api = open({ totalMs: 50_000 });
    expect(await ask(api)).toEqual({ kind: 'refused', status: 0, why: 'GitHub took more than 50 s in all' });
    expect(await ask(api)).toMatchObject({ kind: 'refused' });
    expect(github.requests()).toHaveLength(1);
  });

  it.each([['refused'], ['reset']])('says so when the connection is %s', async (kind) => {
    if (kind === 'refused') await github.close();
    else github.trouble('*', { kind: 'reset' });
    expect(await ask(open())).toMatchObject({
      kind: 'refused',
      status: 0,
      why: expect.stringMatching(/^GitHub could not be reached \(.+\)$/),
    });
  });

  it('sends nothing without a token', async () => {
    expect(await ask(open({ token: '' }))).toEqual({ kind: 'refused', status: 0, why: 'no token was given' });
    expect(github.requests()).toEqual([]);
  });

  it('never repeats the token, and no hostile text as it came', async () => {
    github.trouble('*', { kind: 'answer', status: 404, body: { message: `bad ${token}\n::add-mask::x\u202e${'y'.repeat(500)}` } });
    const answer = await ask(open());
    const why = answer.kind === 'refused' ? answer.why : '';
    expect(why).toContain('bad *** ::add-mask::x yyy');
    expect(why.length).toBeLessThan(200);
  });
});
