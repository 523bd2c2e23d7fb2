import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commentMarker, stickComment } from '../../src/github/comment.ts';
import type { Delivery } from '../../src/github/delivery.ts';
import { startGithubApi, type GithubApi } from '../support/github-api.ts';
import { openTestApi } from '../support/open-api.ts';

const bot = { login: 'github-actions[bot]', type: 'Bot' } as const;
const user = { login: 'mona', type: 'User' } as const;
const marker = commentMarker('');
const old = `${marker}\nold`;

let github: GithubApi;

const stick = (body: string, suite = ''): Promise<Delivery> =>
  stickComment(openTestApi(github.url), { repository: 'octo-org/octo-repo', pullRequest: 7, marker: commentMarker(suite) }, body);
const talk = (count: number): void => {
  for (let n = 0; n < count; n += 1) github.addComment(7, `talk ${n}`, user);
};
const bodies = (): readonly string[] => github.comments(7).map((one) => one.body);
const ours = (): readonly string[] => github.comments(7).flatMap((one) => (one.login === bot.login ? [one.body] : []));

beforeEach(async () => {
  github = await startGithubApi();
});

afterEach(async () => {
  await github.close();
});

describe('the sticky comment', () => {
  it('is created once and updated after', async () => {
    expect(await stick('first')).toMatchObject({
      kind: 'done',
      sentence: 'Comment created.',
      url: expect.stringContaining('#issuecomment-'),
    });
    expect(await stick('second')).toMatchObject({ kind: 'done', sentence: 'Comment updated.' });
    expect(bodies()).toEqual([`${marker}\nsecond`]);
    expect(github.comments(8)).toEqual([]);
  });

  it('is found on the second page, and on the last of three', async () => {
    talk(150);
    github.addComment(7, old, bot);
    await stick('new');
    expect(ours()).toEqual([`${marker}\nnew`]);
    talk(100);
    await stick('newer');
    expect(ours()).toEqual([`${marker}\nnewer`]);
  });

  it.each([
    ['early', 120, 900],
    ['late', 900, 120],
  ])('is found among a thousand comments when it came %s, in four looks', async (_name, before, after) => {
    talk(before);
    github.addComment(7, old, bot);
    talk(after);
    expect((await stick('new')).sentence).toBe(
      'Comment updated. Of 11 pages of comments only the first and last two were searched for an older one.',
    );
    expect(ours()).toEqual([`${marker}\nnew`]);
    expect(github.requests()).toHaveLength(5);
  });

  it('takes at most eight requests', async () => {
    talk(1_000);
    await stick('new');
    expect(github.requests().length).toBeLessThanOrEqual(8);
  });

  it.each([
    ['a user', old, user],
    ['another app', old, { login: 'evil[bot]', type: 'Bot' } as const],
    ['our bot, quoting', `> ${old}`, bot],
  ])('ignores the marker from %s', async (_name, body, author) => {
    const forged = github.addComment(7, body, author);
    await stick('new');
    expect(github.comments(7).find((one) => one.id === forged.id)?.body).not.toBe(`${marker}\nnew`);
    expect(
      github.requests().filter((one) => one.route === 'issues/update-comment' && one.values['comment_id'] === String(forged.id)),
    ).toEqual([]);
  });

  it('has one for each suite', async () => {
    await stick('a', 'api');
    await stick('w', 'web');
    await stick('a2', 'api');
    expect(ours()).toEqual([`${commentMarker('api')}\na2`, `${commentMarker('web')}\nw`]);
  });

  it('keeps the oldest and removes later twins', async () => {
    const first = github.addComment(7, old, bot);
    github.addComment(7, old, bot);
    await stick('new');
    expect(github.comments(7)).toMatchObject([{ id: first.id, body: `${marker}\nnew` }]);
  });

  it('leaves one comment when two jobs create it at the same moment', async () => {
    await Promise.all([stick('one'), stick('two')]);
    expect(ours()).toHaveLength(1);
    expect(await stick('three')).toMatchObject({ sentence: 'Comment updated.' });
    expect(ours()).toEqual([`${marker}\nthree`]);
  });

  it('learns its own name from what it writes, when the token is another app’s', async () => {
    await using other = await startGithubApi({ login: 'plimsoll[bot]' });
    const place = { repository: 'octo-org/octo-repo', pullRequest: 7, marker };
    await stickComment(openTestApi(other.url), place, 'first');
    await stickComment(openTestApi(other.url), place, 'second');
    expect(other.comments(7).map((one) => one.body)).toEqual([`${marker}\nsecond`]);
    const before = other.requests().length;
    await stickComment(openTestApi(other.url), { ...place, author: 'plimsoll[bot]' }, 'third');
    expect(other.requests().length - before).toBe(2);
  });

  it('makes a new one when the old one was removed between two calls', async () => {
    github.addComment(7, old, bot);
    github.trouble('issues/update-comment', { kind: 'answer', status: 404, body: { message: 'Not Found' } }, 1);
    expect((await stick('new')).sentence).toBe('Comment created.');
  });

  it('is given up in one sentence when the token may not', async () => {
    github.denyWrites();
    expect(await stick('new')).toEqual({
      kind: 'degraded',
      sentence:
        'No comment: GitHub answered 403 (Resource not accessible by integration); it needs `pull-requests: write`, which a pull request from a fork never gets.',
      url: '',
    });
  });

  it('creates nothing when it could not look', async () => {
    github.trouble('issues/list-comments', { kind: 'answer', status: 500 });
    expect((await stick('new')).kind).toBe('degraded');
    github.heal();
    github.trouble('issues/list-comments', { kind: 'answer', status: 200, body: { message: 'no list' } });
    expect((await stick('new')).kind).toBe('degraded');
    expect(bodies()).toEqual([]);
  });

  it('is cut before GitHub refuses it, when created and when updated, at a character', async () => {
    for (const body of ['🚢'.repeat(40_000), `x${'🚢'.repeat(40_000)}`]) {
      expect((await stick(body)).kind).toBe('done');
      const [text = ''] = ours();
      expect(text.length).toBeLessThanOrEqual(65_000);
      expect(text.startsWith(marker)).toBe(true);
      expect(text).toContain('Cut here');
      expect(Buffer.from(text).toString()).toBe(text);
    }
  });

  it('has a marker that no suite can break out of', () => {
    expect(commentMarker('a --> <b>@x')).toBe('<!-- plimsoll:a-b-x -->');
    expect(commentMarker('')).toBe(commentMarker('default'));
    expect(commentMarker('api.v2')).toBe('<!-- plimsoll:api.v2 -->');
  });
});
