import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { notAccessible, rateLimited, startGithubApi, type GithubApi } from './github-api.ts';

const sha = 'a'.repeat(40);
const check = { name: 'Plimsoll', head_sha: sha };
let api: GithubApi;

const ask = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown; link: string }> => {
  const response = await fetch(`${api.url}/repos/octo-org/octo-repo${path}`, {
    method,
    headers: { authorization: 'token x' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), link: response.headers.get('link') ?? '' };
};

beforeEach(async () => {
  api = await startGithubApi();
});

afterEach(async () => {
  await api.close();
});

describe('the fake GitHub API', () => {
  it('keeps comments, pages them and links the pages', async () => {
    for (let n = 0; n < 5; n += 1) api.addComment(7, `comment ${n}`, { login: 'mona', type: 'User' });
    const middle = await ask('GET', '/issues/7/comments?per_page=2&page=2');
    expect(middle.body).toMatchObject([{ body: 'comment 2' }, { body: 'comment 3', user: { login: 'mona', type: 'User' } }]);
    expect([...middle.link.matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(([, page, rel]) => `${rel} ${page}`)).toEqual([
      'prev 1',
      'next 3',
      'last 3',
      'first 1',
    ]);
    expect((await ask('GET', '/issues/7/comments?per_page=500')).link).toBe('');
    expect((await ask('GET', '/issues/8/comments')).body).toEqual([]);
  });

  it('lets a comment be changed and removed by its author only', async () => {
    const theirs = api.addComment(7, 'theirs', { login: 'mona', type: 'User' });
    expect((await ask('PATCH', `/issues/comments/${theirs.id}`, { body: 'x' })).status).toBe(403);
    expect((await ask('POST', '/issues/7/comments', { body: 'ours' })).status).toBe(201);
    const ours = api.comments(7).find((one) => one.login === 'github-actions[bot]');
    expect((await ask('PATCH', `/issues/comments/${ours?.id}`, { body: 'changed' })).status).toBe(200);
    expect(api.comments(7).map((one) => one.body)).toEqual(['theirs', 'changed']);
    expect((await ask('DELETE', `/issues/comments/${ours?.id}`)).status).toBe(204);
    expect(api.comments(7).map((one) => one.body)).toEqual(['theirs']);
  });

  it.each([
    ['a comment without a body', 'POST', '/issues/7/comments', {}],
    ['a comment of more than 65 536 characters', 'POST', '/issues/7/comments', { body: 'x'.repeat(65_537) }],
    ['an issue number that is none', 'POST', '/issues/seven/comments', { body: 'x' }],
    ['a check run without a commit', 'POST', '/check-runs', { name: 'Plimsoll' }],
    ['a check run on something else than a commit', 'POST', '/check-runs', { name: 'Plimsoll', head_sha: 'main' }],
    ['an unknown conclusion', 'POST', '/check-runs', { ...check, status: 'completed', conclusion: 'bad' }],
    ['completed without a conclusion', 'POST', '/check-runs', { ...check, status: 'completed' }],
    ['an output without a summary', 'POST', '/check-runs', { ...check, output: { title: 'x' } }],
    ['a summary of more than 65 535 characters', 'POST', '/check-runs', { ...check, output: { title: 'x', summary: 'x'.repeat(65_536) } }],
    ['a name of more than 255 bytes', 'POST', '/check-runs', { ...check, name: 'x'.repeat(256) }],
  ])('answers 422 to %s', async (_name, method, path, body) => {
    const answered = await ask(method, path, body);
    expect(answered.status).toBe(422);
    expect(answered.body).toMatchObject({ status: '422' });
  });

  it('answers 404 to what it does not know and 401 without a token', async () => {
    expect((await ask('GET', '/nothing')).status).toBe(404);
    expect((await ask('PATCH', '/issues/comments/1', { body: 'x' })).status).toBe(404);
    expect((await ask('PATCH', '/check-runs/1', { status: 'in_progress' })).status).toBe(404);
    expect((await fetch(`${api.url}/repos/octo-org/octo-repo`)).status).toBe(401);
    expect((await fetch(`${api.url}/repos/octo-org/other`, { headers: { authorization: 'token x' } })).status).toBe(404);
  });

  it('takes a check run from in progress to its conclusion', async () => {
    await ask('POST', '/check-runs', { ...check, status: 'in_progress', external_id: '1-1' });
    const [open] = api.checkRuns();
    expect(open).toMatchObject({ name: 'Plimsoll', headSha: sha, status: 'in_progress', conclusion: null });
    await ask('PATCH', `/check-runs/${open?.id}`, { status: 'completed', conclusion: 'failure', output: { title: 't', summary: 's' } });
    expect(api.checkRuns()).toMatchObject([{ status: 'completed', conclusion: 'failure', title: 't', summary: 's', externalId: '1-1' }]);
  });

  it('finds pull requests by head and by commit', async () => {
    api.addPull({ number: 7, headSha: sha, headRepository: 'mona/octo-repo', headBranch: 'fast:er' });
    api.addPull({ number: 8, headSha: 'b'.repeat(40), headRepository: null, headBranch: 'gone', state: 'closed' });
    expect((await ask('GET', '/pulls?state=open&head=mona:fast%3Aer')).body).toMatchObject([{ number: 7, head: { sha } }]);
    expect((await ask('GET', '/pulls?state=open&head=mona:other')).body).toEqual([]);
    expect((await ask('GET', '/pulls?state=all')).body).toMatchObject([{ number: 7 }, { number: 8, head: { repo: null } }]);
    expect((await ask('GET', `/commits/${sha}/pulls`)).body).toMatchObject([{ number: 7 }]);
    expect((await ask('GET', '/pulls/8')).body).toMatchObject({ state: 'closed' });
    expect((await ask('GET', '')).body).toMatchObject({ default_branch: 'main' });
  });

  it('has faults on demand, by route and number of times', async () => {
    api.trouble('repos/get', { kind: 'answer', status: 502 }, 1);
    expect((await ask('GET', '')).status).toBe(502);
    expect((await ask('GET', '')).status).toBe(200);
    api.trouble('*', rateLimited(429, 3), 1);
    expect((await ask('GET', '/pulls')).status).toBe(429);
    api.trouble('checks/create', notAccessible);
    expect((await ask('POST', '/check-runs', check)).status).toBe(403);
    api.denyWrites();
    expect((await ask('POST', '/issues/7/comments', { body: 'x' })).body).toMatchObject({
      message: 'Resource not accessible by integration',
    });
    expect((await ask('GET', '/issues/7/comments')).body).toEqual([]);
    api.heal();
    expect((await ask('POST', '/issues/7/comments', { body: 'x' })).status).toBe(201);
    api.trouble('repos/get', { kind: 'reset' }, 1);
    await expect(ask('GET', '')).rejects.toThrow('fetch failed');
    await api.close();
    await expect(ask('GET', '')).rejects.toThrow('fetch failed');
  });

  it('remembers what it was asked', async () => {
    await ask('POST', '/issues/7/comments', { body: 'x' });
    expect(api.requests()).toMatchObject([{ route: 'issues/create-comment', body: { body: 'x' }, authorization: 'token x' }]);
  });
});
